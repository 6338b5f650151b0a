import t from 'tap'
import { foldEvents } from '../../../core/projecting/fold.ts'
import { diskEvents } from '../../../plugins/disk/events.ts'
import { sample } from '../../plugins/disk/examples.ts'
import projection from '../../../projections/disk-status/projection.ts'
import { projectionContract } from '../../contracts/projection.ts'
import { pressureStream } from '../../../plugins/disk/streams.ts'
import { idOf, moment, recorded, sampled } from '../../plugins/disk/observations.ts'
import { changes, history, observations, scavenged, theDisk } from '../disk-history.ts'

type Events = Parameters<typeof foldEvents<object, Parameters<typeof projection.keys>[0]>>[1]

const isOfStatus = (
  event: (typeof history)[number],
): event is Events extends Iterable<infer E> ? Extract<(typeof history)[number], E> : never =>
  event.type !== 'disk.DetailExpired' && event.type !== 'disk.MountsListed'
const handled = history.filter(isOfStatus)
const rowOf = (events: Events): object | undefined => foldEvents(projection, events).get(theDisk)

const { diskId, host, mount } = sample
const stream = pressureStream(diskId)
const forgotten = recorded(
  { type: 'disk.Forgotten', data: { diskId, host, mount, reason: 'It was sold.' } },
  { stream, revision: 2, at: moment(3 * 86_400) },
)
const [turned] = changes.filter(event => event.type === 'disk.PressureChanged')
const afterwards = recorded(
  { type: 'disk.PressureChanged', data: turned!.data },
  { stream, revision: 3, at: moment(4 * 86_400) },
)

await projectionContract(t, projection, diskEvents, { events: [...handled, forgotten, afterwards] })

t.test('a disk that was forgotten holds nothing, and says who forgot it and why', async t => {
  t.match(rowOf([...handled, forgotten]), {
    ...{ severity: null, held_severity: null, severity_revision: 2, used_bytes: 250 },
    ...{ forgotten_at: moment(3 * 86_400), forgotten_by: 'system:disk' },
    forgotten_reason: 'It was sold.',
  })
  t.match(rowOf([...handled, forgotten, afterwards]), { severity: 'ok', severity_revision: 3 })
})

t.test('a row tells the last reading, the last failure and the recorded severity', async t => {
  t.match(rowOf(handled), {
    disk_id: theDisk,
    host: 'web-1',
    mount: '/',
    interval_seconds: 60,
    sampled_at: moment(2 * 86_400),
    sample_event_id: idOf(7),
    used_bytes: 250,
    available_bytes: 750,
    observed_severity: 'ok',
    limits: sample.limits,
    failed_at: moment(86_520),
    failure_event_id: idOf(6),
    failure: 'timed_out',
    severity: 'critical',
    held_severity: 'critical',
    severity_revision: 1,
  })
})

t.test('observations of one moment are ordered by their ids', async t => {
  const [a, b] = [sampled(0, 1, { usedBytes: 1 }), sampled(0, 2, { usedBytes: 2 })]
  t.match(rowOf([a, b]), { used_bytes: 2 })
  t.match(rowOf([b, a]), { used_bytes: 2 })
})

t.test('a change of severity alone makes a row without a reading', async t => {
  const [change] = changes.filter(event => event.type === 'disk.PressureChanged')
  t.match(rowOf([change!]), { severity: 'ok', sampled_at: null, total_bytes: null })
})

t.test('a rebuild gives the same row whether or not samples have expired', async t => {
  const kept = scavenged.filter(isOfStatus)
  t.ok(kept.length < handled.length)
  t.strictSame(rowOf(kept), rowOf(handled))
})

t.test('a disk that is gone keeps its last reading when all its samples have expired', async t => {
  const gone = handled.filter(event => event.receivedAt < moment(2 * 86_400))
  const expired = gone.filter(
    ({ id, stream }) => !observations.some(o => o.id === id && o.stream === stream),
  )
  t.match(rowOf(expired), { sample_event_id: idOf(4), failure_event_id: idOf(6) })
  t.strictSame(rowOf(expired), rowOf(gone))
})
