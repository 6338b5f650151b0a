import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import { foldEvents } from '../../../core/projecting/fold.ts'
import { notifyEvents, type NotifyEvent } from '../../../plugins/notify/events.ts'
import projection from '../../../projections/channels/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'

await projectionContract(t, projection, notifyEvents, { observations: [] })

const start = Date.parse('2026-01-01T00:00:00.000Z')

function at(minutes: number, revision: number, event: NotifyEvent): Recorded<NotifyEvent> {
  const when = new Date(start + minutes * 60_000)
  const place = { id: `${minutes} ${revision}`, stream: 'delivery-ops', position: 0n, metadata: {} }
  return { ...event, ...place, revision: BigInt(revision), receivedAt: when, recordedAt: when }
}

t.test('what became of what a receiver was to be told is counted once', async t => {
  const { example } = notifyEvents['notify.Delivered']
  const failure = { ...notifyEvents['notify.Failed'].example, retryAt: null, reason: 'it is gone' }
  const delivered = at(1, 0, { type: 'notify.Delivered', data: { ...example, webhook: 'ops' } })
  const acknowledged = (minutes: number): Recorded<NotifyEvent> =>
    at(minutes, 9, {
      type: 'notify.AlarmAcknowledged',
      data: {
        ...notifyEvents['notify.AlarmAcknowledged'].example,
        receivers: [{ name: 'ops', toldAt: new Date(start).toISOString() }],
      },
    })
  const trial = { ...example, webhook: 'ops', noticeIds: [] }
  const events = [
    ...[delivered, delivered],
    at(2, 1, { type: 'notify.Failed', data: { ...failure, webhook: 'ops' } }),
    at(3, 2, { type: 'notify.Delivered', data: trial }),
    ...[acknowledged(10), acknowledged(20)],
  ]
  t.match(foldEvents(projection, events as never).get('ops'), {
    ...{ messages_delivered: 1, notices_delivered: 1, attempts_failed: 1, messages_given_up: 1 },
    ...{ acknowledged: 2, acknowledge_seconds: 1_800, longest_acknowledge_seconds: 1_200 },
    ...{ last_failure: 'it is gone', last_delivered_at: new Date(start + 60_000) },
  })
})
