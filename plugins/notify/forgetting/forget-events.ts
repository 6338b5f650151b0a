import { defineEvent, type EventOf, shapes } from '../../../core/plugin-api.ts'
import { webhook } from '../alarm-events.ts'

/** So many notices one event forgets. */
export const mostForgotten = 200

/** What read models let go of, in the stream `forgotten-notices`; the ledger keeps what was recorded of it. */
export const noticesForgotten = defineEvent({
  type: 'notify.NoticesForgotten',
  summary: 'Notices of long ago are not listed any more, nor is what became of them.',
  data: shapes.record({
    noticeIds: shapes.list(
      shapes.id('Id of one.', '0199a3c0-0000-7000-8000-000000000003'),
      'Ids of the events that told them.',
      { most: mostForgotten },
    ),
    webhooks: shapes.list(webhook, 'Who was to be told of each of them.'),
  }),
})

export type NoticesForgotten = EventOf<typeof noticesForgotten>
