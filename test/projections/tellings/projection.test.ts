import fc from 'fast-check'
import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import { foldEvents } from '../../../core/projecting/fold.ts'
import type { NoticeEvent } from '../../../plugins/notify/alarm-events.ts'
import type { DeliveryEvent } from '../../../plugins/notify/events.ts'
import { notifyEvents } from '../../../plugins/notify/events.ts'
import type { TellingRow } from '../../../plugins/notify/rows.ts'
import projection from '../../../projections/tellings/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'

await projectionContract(t, projection, notifyEvents, { observations: [] })

const { example: raised } = notifyEvents['notify.AlarmRaised']
const { example: delivered } = notifyEvents['notify.Delivered']
const { example: failed } = notifyEvents['notify.Failed']
const { example: withheld } = notifyEvents['notify.Withheld']
const at = new Date('2026-01-01T00:00:00.000Z')
const noticeId = 'n1'

function recorded(
  event: NoticeEvent | DeliveryEvent,
  revision = 0,
): Recorded<NoticeEvent | DeliveryEvent> {
  const place = { stream: 's-1', revision: BigInt(revision), position: 7n, metadata: {} }
  return { ...event, ...place, id: noticeId, receivedAt: at, recordedAt: at }
}

const said = (event: DeliveryEvent): DeliveryEvent =>
  ({ ...event, data: { ...event.data, noticeIds: [noticeId] } }) as DeliveryEvent
const failure = (attempt: number): DeliveryEvent => ({
  type: 'notify.Failed',
  data: {
    ...{ ...failed, attempt, triedSince: at.toISOString() },
    retryAt: new Date(at.getTime() + attempt * 10_000).toISOString(),
  },
})
const arrived: DeliveryEvent = { type: 'notify.Delivered', data: delivered }
const kept: DeliveryEvent = { type: 'notify.Withheld', data: withheld }

function fold(events: readonly DeliveryEvent[], order = events.map((_, index) => index)) {
  const begun = recorded({ type: 'notify.AlarmRaised', data: raised } as const)
  const told = order.flatMap(index => {
    const event = events[index]
    return event ? [recorded(said(event), index)] : []
  })
  return foldEvents(projection, [begun, ...told]).get('n1 ops') as TellingRow
}

t.test('each webhook of a notice has a row of its own', async t => {
  const both = { type: 'notify.AlarmRaised', data: { ...raised, webhooks: ['a', 'b'] } } as const
  const rows = foldEvents(projection, [recorded(both)])
  t.strictSame([...rows.keys()], ['n1 a', 'n1 b'])
  t.match(rows.get('n1 b'), { webhook: 'b', state: 'pending', attempts: 0 })
})

t.test('a failure sets when it is tried again, and remembers since when it has been', async t => {
  t.match(fold([failure(1), failure(2)]), {
    ...{ state: 'pending', attempts: 2, tried_since: at },
    retry_at: new Date(at.getTime() + 20_000),
  })
})

t.test('a notice that was taken, kept back or given up says so', async t => {
  const giveUp: DeliveryEvent = { type: 'notify.Failed', data: { ...failed, retryAt: null } }
  t.equal(fold([arrived]).state, 'delivered')
  t.equal(fold([kept]).state, 'withheld')
  t.equal(fold([giveUp]).state, 'failed')
  t.equal(fold([kept, { type: 'notify.Lapsed', data: withheld }]).state, 'lapsed')
  t.match(fold([kept, failure(1)]), { state: 'pending', attempts: 1 }, 'and is tried again')
})

t.test(
  'what may be in an incident of a pager stays in it, in whatever order it is told',
  async t => {
    const stormId = 'f2a4b0f2-6a9e-5a57-9d5f-2d6a2b1c0d11'
    const tried = { ...failure(1), data: { ...failure(1).data, stormId } } as DeliveryEvent
    const lapsed: DeliveryEvent = { type: 'notify.Lapsed', data: withheld }
    t.equal(fold([kept]).storm_id, null)
    t.match(fold([tried, kept, lapsed]), { state: 'lapsed', storm_id: stormId })
    t.match(fold([tried, kept, lapsed], [2, 1, 0]), { state: 'lapsed', storm_id: stormId })
    t.equal(fold([tried, arrived], [1, 0]).storm_id, stormId)
  },
)

t.test('what became of a notice does not depend on the order in which it is told', async t => {
  const events = [failure(1), failure(2), kept, failure(3), arrived]
  const expected = { ...fold(events), revision: 0 }
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3, 0, 1], { minLength: 3 }), order => {
      t.strictSame({ ...fold(events, [...order, 4, ...order]), revision: 0 }, expected)
      const unsent = events.slice(0, 4)
      t.strictSame(fold(unsent, [...order, 3, ...order]), fold(unsent))
    }),
    { numRuns: 50 },
  )
})
