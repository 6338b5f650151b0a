import t from 'tap'
import type { GatedDisk } from '../../../../plugins/disk/answering/disk-facts.ts'
import { createGate } from '../../../../plugins/disk/answering/gate.ts'
import { diskEvents } from '../../../../plugins/disk/events.ts'
import type { ListedMount } from '../../../../plugins/disk/mount-events.ts'
import { idOf, moment } from '../observations.ts'
import { createTestHost } from '../test-host.ts'

const DAY = 86_400

/** A disk that was read at the test's moment, and is well. */
const well: GatedDisk = {
  disk_id: idOf(9),
  host: 'web-1',
  mount: '/',
  severity: 'ok',
  held_severity: 'ok',
  sampled_at: moment(0),
  failed_at: null,
  interval_seconds: 60,
  forecast: null,
  severity_event_id: idOf(1),
  sample_event_id: idOf(2),
  failure_event_id: null,
}
const filling = {
  fullInSeconds: 7200,
  lowSeconds: 7000,
  highSeconds: 7400,
  severity: 'critical',
} as const
const failing = { failed_at: moment(0), sampled_at: moment(-60), failure_event_id: idOf(3) }

async function ask(
  rows: readonly object[],
  question = {},
  lists: readonly object[] = [],
): Promise<readonly string[]> {
  const { reasons, position } = await createGate(createTestHost({ rows, lists })).answer(
    question,
    new AbortController().signal,
  )
  t.equal(position, 7n)
  return reasons.map(({ decision, code, eventIds }) =>
    [decision, code, ...eventIds.map(id => Number(`0x${id.slice(-2)}`))].join(' '),
  )
}

for (const { name, disk, reasons } of [
  { name: 'an ok disk is allowed', disk: {}, reasons: [] },
  {
    name: 'warning warns',
    disk: { severity: 'warning', held_severity: 'warning' },
    reasons: ['warn disk_warning 1 2'],
  },
  {
    name: 'critical denies',
    disk: { severity: 'critical', held_severity: 'critical' },
    reasons: ['deny disk_critical 1 2'],
  },
  {
    name: 'emergency denies',
    disk: { severity: 'emergency', held_severity: 'emergency' },
    reasons: ['deny disk_emergency 1 2'],
  },
  {
    name: 'unknown warns and cites what failed',
    disk: { severity: 'unknown', ...failing },
    reasons: ['warn disk_unknown 1 3'],
  },
  {
    name: 'unknown over a warning warns',
    disk: { severity: 'unknown', held_severity: 'warning', ...failing },
    reasons: ['warn disk_unknown 1 3'],
  },
  {
    name: 'unknown over a block denies',
    disk: { severity: 'unknown', held_severity: 'critical', ...failing },
    reasons: ['deny disk_unknown 1 3'],
  },
  { name: 'a forecast warns', disk: { forecast: filling }, reasons: ['warn disk_filling 2'] },
  {
    name: 'a forecast without weight says nothing',
    disk: { forecast: { ...filling, severity: 'ok' } },
    reasons: [],
  },
  {
    name: 'a forecast of a disk that cannot be read says nothing',
    disk: { severity: 'unknown', forecast: filling, ...failing },
    reasons: ['warn disk_unknown 1 3'],
  },
  {
    name: 'a guard silent for two intervals is nothing yet',
    disk: { sampled_at: moment(-130) },
    reasons: [],
  },
  {
    name: 'a guard that fell silent makes its disks unknown',
    disk: { sampled_at: moment(-131) },
    reasons: ['warn disk_unknown 1 2'],
  },
  {
    name: 'a silent guard releases no block',
    disk: { severity: 'critical', held_severity: 'critical', sampled_at: moment(-30 * DAY) },
    reasons: ['deny disk_unknown 1 2'],
  },
  {
    name: 'a disk with no decision yet is unknown',
    disk: { severity: null, held_severity: null, severity_event_id: null },
    reasons: ['warn disk_unknown 2'],
  },
] satisfies { name: string; disk: Partial<GatedDisk>; reasons: string[] }[]) {
  t.test(name, async t => {
    t.strictSame(await ask([{ ...well, ...disk }]), reasons)
  })
}

const data = { ...well, mount: '/data', severity: 'critical', held_severity: 'critical' } as const
const stick = { ...well, mount: '/media/stick', sampled_at: moment(-8 * DAY) }

t.test(
  'no question asks about all disks, but for one that is long gone and held no block',
  async t => {
    t.strictSame(await ask([well, data, stick]), ['deny disk_critical 1 2'])
    t.strictSame(await ask([well, { ...stick, held_severity: 'emergency' }]), [
      'deny disk_unknown 1 2',
    ])
  },
)

t.test('a path asks about the disk that holds it', async t => {
  t.strictSame(await ask([well, data], { path: '/home' }), [])
  t.strictSame(await ask([well, data], { path: '/data/db' }), ['deny disk_critical 1 2'])
})

t.test('a mount asks about that disk, gone or not', async t => {
  t.strictSame(await ask([well, data], { mount: '/' }), [])
  t.strictSame(await ask([well, stick], { mount: '/media/stick' }), ['warn disk_unknown 1 2'])
})

t.test('a disk nobody knows is denied: unknown is not yes', async t => {
  t.strictSame(await ask([]), ['deny disk_not_known'])
  t.strictSame(await ask([well], { mount: '/backup' }), ['deny disk_not_known'])
  t.strictSame(await ask([data], { path: '/etc' }), ['deny disk_not_known'])
  t.strictSame(await ask([stick]), ['deny disk_not_known'])
})

t.test('a question has a path or a mount, not both, and both are absolute', async t => {
  const { question } = createGate(createTestHost())
  t.notOk(question.validate({ host: 'web-2', path: '/var' }).error)
  t.ok(question.validate({ path: '/', mount: '/' }).error)
  t.ok(question.validate({ path: 'var' }).error)
})

const listed = (...mounts: readonly Partial<ListedMount>[]): object => ({
  event_id: idOf(4),
  mounts: [
    {
      revision: 0,
      mounts: mounts.map((mount, id) => ({
        ...diskEvents['disk.MountsListed'].example.mounts[0],
        ...{ id: id + 1, parentId: id === 0 ? 0 : 1, ...mount },
      })),
    },
  ],
})

t.test('a path on a mount that nobody watches is denied', async t => {
  const lists = [
    listed({ diskId: well.disk_id }, { mount: '/run', diskId: null, unwatched: 'kind' }),
  ]
  t.strictSame(await ask([well], { path: '/run/x' }, lists), ['deny disk_not_watched 4'])
  t.strictSame(await ask([well], { mount: '/run' }, lists), ['deny disk_not_watched 4'])
  t.strictSame(await ask([well], { path: '/var' }, lists), [])
})

t.test('a folder of a full disk that is mounted elsewhere is as full', async t => {
  const full = { ...data, disk_id: idOf(8) }
  const lists = [
    listed({ diskId: well.disk_id }, { mount: '/home/me', root: '/me', diskId: full.disk_id }),
  ]
  t.strictSame(await ask([well, full], { path: '/home/me/x' }, lists), ['deny disk_critical 1 2'])
})

t.test('all disks are asked about, however many there are', async t => {
  const many = Array.from({ length: 206 }, (_, n) => ({ ...well, mount: `/${n}` }))
  const last = { ...data, mount: '/last' }
  t.strictSame(await ask([...many, last]), ['deny disk_critical 1 2'])
})

t.test('a disk that was forgotten is known to nobody, until it is seen again', async t => {
  const forgotten = { ...data, forgotten_at: moment(0) }
  t.strictSame(await ask([well, forgotten]), [])
  t.strictSame(await ask([forgotten], { mount: '/data' }), ['deny disk_not_known'])
  t.strictSame(await ask([{ ...forgotten, forgotten_at: moment(-1) }]), ['deny disk_critical 1 2'])
})
