import { defineProjection, type Recorded } from '../../core/plugin-api.ts'
import type { NoticeEvent } from '../../plugins/notify/alarm-events.ts'
import type { NoticesForgotten } from '../../plugins/notify/forgetting/forget-events.ts'
import type { DeliveryEvent } from '../../plugins/notify/events.ts'
import { tellingTable, calledIn, toldText, type TellingRow } from '../../plugins/notify/rows.ts'

/** What each webhook is to be told, and what became of it: a queue for each, so that none waits behind another. */
export default defineProjection<TellingRow, NoticeEvent | DeliveryEvent | NoticesForgotten>({
  name: 'tellings',
  version: 4,
  columns: tellingTable.columns,
  indexes: [
    ['webhook', 'state', '_key'],
    ['alarm_id', 'webhook', '_key'],
    ['notice_id', 'webhook'],
    ['state', 'notice_id'],
    ['state', '_key'],
    ['storm_id', '_key'],
  ],
  keys({ id, data }) {
    if ('noticeIds' in data && 'webhooks' in data)
      return data.noticeIds.flatMap(one => data.webhooks.map(webhook => keyOf(one, webhook)))
    if ('webhooks' in data) return data.webhooks.map(webhook => keyOf(id, webhook))
    return data.noticeIds.map(noticeId => keyOf(noticeId, data.webhook))
  },
  on: {
    'notify.AlarmRaised': (row, event, key) => row ?? begin(event, key),
    'notify.AlarmCleared': (row, event, key) => row ?? begin(event, key),
    'notify.AlarmRepeated': (row, event, key) => row ?? begin(event, key),
    'notify.AlarmResolved': (row, event, key) => row ?? begin(event, key),
    'notify.Delivered': take,
    'notify.Failed': take,
    'notify.Withheld': take,
    'notify.Lapsed': take,
    'notify.NoticesForgotten': () => null,
  },
})

const keyOf = (noticeId: string, webhook: string): string => `${noticeId} ${webhook}`

function begin(event: Recorded<NoticeEvent>, key: string): TellingRow {
  const { data, id, recordedAt, position, type } = event
  return {
    webhook: key.slice(id.length + 1),
    state: 'pending',
    attempts: 0,
    retry_at: null,
    tried_since: null,
    withheld_for: null,
    silence_id: null,
    storm_id: null,
    revision: -1,
    notice_id: id,
    alarm_id: data.alarmId,
    kind: data.kind,
    cause_group: data.group,
    board_id: data.boardId,
    subject: data.subject,
    alarm_state: data.state,
    severity: data.severity,
    text: toldText(data),
    ...calledIn(data),
    reminder: type === 'notify.AlarmRepeated' ? data.reason : null,
    source_event_id: data.sourceEventId,
    raised_since: data.raisedSince === undefined ? null : new Date(data.raisedSince),
    at: new Date(data.at),
    recorded_at: recordedAt,
    position: Number(position),
  }
}

/**
 * Takes what became of a message into one of its notices. What was delivered stays so; of the rest the last word of the
 * webhook's stream counts, in whatever order it is told.
 */
function take(before: TellingRow | undefined, event: Recorded<DeliveryEvent>): TellingRow | null {
  if (!before) return null
  const revision = Number(event.revision)
  // What may be in an incident is in it, whatever becomes of it after.
  const stormId = 'stormId' in event.data ? event.data.stormId : undefined
  const row = stormId === undefined ? before : { ...before, storm_id: stormId }
  if (row.state === 'delivered') return row
  if (event.type !== 'notify.Delivered' && revision <= row.revision) return row
  return { ...row, ...wordOf(event, row), revision }
}

type Word = Pick<
  TellingRow,
  'state' | 'attempts' | 'retry_at' | 'tried_since' | 'withheld_for' | 'silence_id'
>

function wordOf(event: DeliveryEvent, { attempts }: TellingRow): Word {
  const rest = { retry_at: null, tried_since: null, withheld_for: null, silence_id: null }
  switch (event.type) {
    case 'notify.Delivered':
      return { ...rest, state: 'delivered', attempts: event.data.attempt }
    case 'notify.Withheld': {
      const { reason, silenceId = null } = event.data
      return { ...rest, state: 'withheld', attempts, withheld_for: reason, silence_id: silenceId }
    }
    case 'notify.Lapsed':
      return { ...rest, state: 'lapsed', attempts }
    case 'notify.Failed': {
      const { attempt: attempts, retryAt, triedSince = retryAt, digestOf = null } = event.data
      if (retryAt === null) return { ...rest, state: 'failed', attempts }
      const since = triedSince === null ? null : new Date(triedSince)
      const again = { retry_at: new Date(retryAt), tried_since: since }
      const kept = digestOf ? ({ withheld_for: 'window', silence_id: digestOf } as const) : {}
      return { ...rest, state: 'pending', attempts, ...again, ...kept }
    }
    default:
      return event satisfies never
  }
}
