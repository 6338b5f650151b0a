import fc from 'fast-check'
import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import { notifyEvents, type DeliveryEvent } from '../../../plugins/notify/events.ts'
import { begin, takeDelivery } from '../../../projections/notices/projection.ts'
import type { Notice } from '../../../projections/notices/row.ts'

const { example: raised } = notifyEvents['notify.AlarmRaised']
const { example: delivered } = notifyEvents['notify.Delivered']
const { example: failed } = notifyEvents['notify.Failed']
const { example: withheld } = notifyEvents['notify.Withheld']
const at = new Date('2026-01-01T00:00:00.000Z')
const place = { stream: 's-1', revision: 0n, position: 7n, metadata: {}, receivedAt: at }
const recorded = <E extends object>(event: E): E & Recorded =>
  ({ ...event, ...place, id: 'n1', recordedAt: at }) as unknown as E & Recorded

const first = begin(recorded({ type: 'notify.AlarmRaised', data: raised } as const))
const failure = (attempt: number): DeliveryEvent => ({
  type: 'notify.Failed',
  data: { ...failed, attempt, retryAt: new Date(at.getTime() + attempt * 10_000).toISOString() },
})
const fold = (events: readonly DeliveryEvent[]): Notice | null =>
  events.reduce<Notice | null>(
    (row, event) => takeDelivery(row ?? undefined, recorded(event)),
    first,
  )

t.test('a notice waits for its webhooks', async t => {
  t.match(first, { settled: false, tellings: { ops: { state: 'pending', attempts: 0 } } })
  const untold = { type: 'notify.AlarmRaised', data: { ...raised, webhooks: [] } } as const
  t.match(begin(recorded(untold)), { settled: true })
})

t.test('a failure sets when it is tried again', async t => {
  t.match(fold([failure(1), failure(2)]), {
    settled: false,
    tellings: { ops: { state: 'pending', attempts: 2, retryAtMs: at.getTime() + 20_000 } },
  })
})

t.test('a notice that was taken, kept back or given up is settled', async t => {
  const giveUp: DeliveryEvent = { type: 'notify.Failed', data: { ...failed, retryAt: null } }
  t.match(fold([{ type: 'notify.Delivered', data: delivered }]), { settled: true })
  t.match(fold([{ type: 'notify.Withheld', data: withheld }]), { settled: true })
  t.match(fold([giveUp]), { settled: true, tellings: { ops: { state: 'failed' } } })
})

t.test('what became of a notice does not depend on the order in which it is told', async t => {
  const events = [failure(1), failure(2), { type: 'notify.Delivered', data: delivered } as const]
  const expected = fold(events)
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 0, 1], { minLength: 3 }), order => {
      const told = [...order, 0, 1, 2].map(index => events[index]!)
      t.strictSame(fold(told), expected)
    }),
    { numRuns: 50 },
  )
})
