import t from 'tap'
import type { GuardSubject } from '../../../../core/guarding/guard-view.ts'
import { createView } from '../../../../plugins/disk/answering/view.ts'
import { resolveLimits } from '../../../../plugins/disk/judging/limits.ts'
import { pressureStream } from '../../../../plugins/disk/streams.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { configured } from '../defaults.ts'
import { pressureChange, sample } from '../examples.ts'
import { idOf, moment, recorded } from '../observations.ts'
import { createTestHost } from '../test-host.ts'

const GB = 1e9
const nothing = {
  ...{ failed_at: null, failure: null, failure_message: null, failure_event_id: null },
  ...{ forgotten_at: null, observed_severity: 'ok', severity: 'ok', held_severity: 'ok' },
  ...{ severity_since: null, severity_event_id: null, forecast: null },
}
const full = {
  ...{ ...nothing, disk_id: sample.diskId, host: 'web-1', mount: '/data' },
  ...{ device: '/dev/sda1', fs_type: 'ext4', interval_seconds: 60 },
  ...{ sampled_at: moment(0), sample_event_id: idOf(1) },
  ...{ total_bytes: 110 * GB, used_bytes: 92 * GB, free_bytes: 18 * GB, available_bytes: 8 * GB },
  ...{
    inodes_total: 1_000,
    inodes_used: 250,
    limits: resolveLimits(configured().limits, 100 * GB),
  },
  ...{ severity: 'critical', held_severity: 'critical', severity_since: moment(-60) },
  severity_event_id: idOf(2),
}

async function shown(changes: object, seconds = 0): Promise<GuardSubject> {
  const clock = createFakeClock(moment(seconds).toISOString())
  const host = createTestHost({ clock, rows: [{ ...full, ...changes }] })
  const { subjects, position } = await createView(host).subjects({})
  t.equal(position, 7n)
  return subjects[0]!
}

t.test('a disk is shown as the subjects of every guard are', async t => {
  const subject = await shown({})
  t.match(subject, {
    ...{ id: sample.diskId, host: 'web-1', boardId: null, subject: '/data' },
    ...{ level: 'critical', held: 'critical', since: moment(-60), state: 'read', failure: null },
    text: '/data of web-1 is critical: 8 GB of 100 GB available (8 %). The last reading alone is ok.',
    values: { available: 8 * GB, used: 92, inodesUsed: 25 },
    ...{ forecast: {}, readAt: moment(0), eventIds: [idOf(2), idOf(1)] },
    more: { device: '/dev/sda1', fs_type: 'ext4', disk_state: 'read' },
  })
  t.match(subject.actions, [{ code: 'free_space' }])
})

t.test('its measures carry the limits of its own size', async t => {
  const { measures } = await shown({})
  t.match(measures, [
    {
      ...{ name: 'available', unit: 'bytes' },
      limits: {
        side: 'below',
        warning: { enter: 20 * GB, leave: 25 * GB, enterAfterSeconds: 120 },
        emergency: { enter: 5 * GB, leave: 10 * GB, enterAfterSeconds: 0 },
        leaveAfterSeconds: 300,
      },
    },
    { name: 'used', unit: 'percent', limits: null },
    { name: 'inodesUsed', limits: { side: 'above', warning: { enter: 90, leave: 85 } } },
  ])
})

t.test('a disk that was never read shows no value and no limit', async t => {
  const subject = await shown({ sampled_at: null, limits: null, sample_event_id: null })
  t.strictSame(subject.values, {})
  t.ok(subject.measures.every(({ limits }) => limits === null))
})

t.test('a filesystem without a number of inodes shows none', async t => {
  const { values } = await shown({ inodes_total: 0, inodes_used: 0 })
  t.strictSame(Object.keys(values), ['available', 'used'])
})

for (const { of, measure } of [
  { of: undefined, measure: 'available' },
  { of: 'inodes', measure: 'inodesUsed' },
]) {
  t.test(`what is foreseen of it is foreseen of ${measure}`, async t => {
    const foreseen = { fullInSeconds: 60, lowSeconds: 50, highSeconds: 70, severity: 'warning', of }
    const told = { reachesInSeconds: 60, lowSeconds: 50, highSeconds: 70, level: 'warning' }
    t.strictSame((await shown({ forecast: foreseen })).forecast, { [measure]: told })
    t.strictSame((await shown({ forecast: foreseen }, 600)).forecast, {}, 'not while it is silent')
  })
}

const failed = { failed_at: moment(30), failure_event_id: idOf(3), failure_message: 'It hangs.' }
for (const { name, changes, seconds, state, level } of [
  { name: 'silent', changes: {}, seconds: 131, state: 'silent', level: 'unknown' },
  {
    name: 'hanging',
    changes: { ...failed, failure: 'timed_out' },
    ...{ seconds: 60, state: 'failing', level: 'critical' },
  },
  {
    name: 'unmounted',
    changes: { ...failed, failure: 'not_mounted' },
    ...{ seconds: 60, state: 'failing', level: 'critical' },
  },
  {
    name: 'gone for a week',
    changes: { held_severity: 'warning' },
    ...{ seconds: 8 * 86_400, state: 'gone', level: 'unknown' },
  },
  {
    name: 'forgotten',
    changes: { forgotten_at: moment(30) },
    ...{ seconds: 60, state: 'forgotten', level: 'critical' },
  },
]) {
  t.test(`a disk that is ${name} is ${state}, and ${level}`, async t => {
    t.match(await shown(changes, seconds), { state, level, held: /critical|warning/ })
  })
}

t.test('a disk that cannot be read says why, and cites that', async t => {
  const subject = await shown({ ...failed, failure: 'timed_out' }, 60)
  t.match(subject, { failure: 'It hangs.', eventIds: [idOf(2), idOf(3)] })
})

t.test('a disk is of no board', async t => {
  const view = createView(createTestHost({ rows: [full] }))
  t.strictSame((await view.subjects({ boardId: idOf(9) })).subjects, [])
})

t.test('its changes are told newest first, and only changes', async t => {
  const stream = pressureStream(sample.diskId)
  const named = { diskId: sample.diskId, host: 'web-1', mount: '/data' }
  const events = [
    recorded(
      { type: 'disk.PressureChanged', data: { ...pressureChange, from: 'unknown', to: 'ok' } },
      { stream, revision: 0, at: moment(0) },
    ),
    recorded(
      { type: 'disk.Forgotten', data: { ...named, reason: 'Sold.' } },
      { stream, revision: 1, at: moment(60) },
    ),
    recorded(
      { type: 'disk.PressureChanged', data: pressureChange },
      { stream, revision: 2, at: moment(120) },
    ),
  ]
  const view = createView(createTestHost({ streams: { [stream]: events } }))
  t.match(await view.transitions(sample.diskId, 100), [
    {
      ...{ from: 'warning', to: 'critical', held: 'critical', eventId: idOf(2) },
      ...{ at: new Date(pressureChange.observedAt), text: pressureChange.text },
      becameTrueAt: new Date(pressureChange.becameTrueAt),
    },
    { from: 'unknown', to: 'ok' },
  ])
  t.equal((await view.transitions(sample.diskId, 1)).length, 1)
})

t.test('a disk that is there is not forgotten, one that nobody knows is not found', async t => {
  const origin = { actor: { kind: 'person', id: 'ann' } } as const
  const asked = { reason: 'Sold.', origin }
  const view = createView(createTestHost({ rows: [full] }))
  await t.rejects(view.forget!(sample.diskId, asked), { code: 'DECKLOG_REFUSED' })
  const empty = createView(createTestHost({ rows: [] }))
  await t.rejects(empty.forget!(sample.diskId, asked), { code: 'DECKLOG_NOT_FOUND' })
})
