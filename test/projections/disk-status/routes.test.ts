import { randomUUID } from 'node:crypto'
import t from 'tap'
import { failedRead, pressureChange, sample } from '../../plugins/disk/examples.ts'
import type { PressureChange } from '../../../plugins/disk/events.ts'
import type { Disk, FailedRead, Sample } from '../../../plugins/disk/sample-events.ts'
import {
  diskIdOf,
  pressureStream,
  sampleStream,
  mountsStream,
} from '../../../plugins/disk/streams.ts'
import { diskEvents } from '../../../plugins/disk/events.ts'
import type { ListedMount } from '../../../plugins/disk/mount-events.ts'
import routes from '../../../projections/disk-status/routes.ts'
import { createDiskApi, type DiskApi } from '../disk-routes.ts'
import { emptyList } from '../../support/empty-list.ts'

const api = await createDiskApi(t, routes)

/** A disk of a host of its own, unless one is named. */
function diskOf(mount = '/', host = `host-${randomUUID()}`): Disk {
  return { diskId: diskIdOf(host, mount), host, mount }
}

async function read(disk: Disk, changes: Partial<Sample> = {}, at = new Date()): Promise<void> {
  const data = { ...sample, ...disk, ...changes }
  await api.append(sampleStream(disk.diskId), [{ event: { type: 'disk.Sampled', data }, at }])
}

async function turn(disk: Disk, to: Pick<PressureChange, 'to' | 'held'>): Promise<void> {
  const data = { ...pressureChange, ...disk, ...to }
  const event = { type: 'disk.PressureChanged', data }
  await api.append(pressureStream(disk.diskId), [{ event, at: new Date() }])
}

async function fail(disk: Disk, failure: FailedRead['failure'] = 'timed_out'): Promise<void> {
  const event = { type: 'disk.ReadFailed', data: { ...failedRead, ...disk, failure } }
  await api.append(sampleStream(disk.diskId), [{ event, at: new Date() }])
}

const guardOf = ({ host }: Disk, path = '/'): ReturnType<DiskApi['get']> =>
  api.get(`/api/v1/runtime/ops/disk-guard?path=${encodeURIComponent(path)}&host=${host}`)

t.test('answers what Mission Control reads, and more', async t => {
  const disk = diskOf()
  await read(disk)
  await turn(disk, { to: 'critical', held: 'critical' })
  const { status, body } = await guardOf(disk)
  t.equal(status, 200)
  t.match(body, {
    path: '/',
    total_bytes: 500_000_000_000,
    used_bytes: 430_000_000_000,
    free_bytes: 70_000_000_000,
    utilization_pct: 90.53,
    severity: 'critical',
    summary: `/ of ${disk.host} is critical: 45 GB of 475 GB available (9.47 %).`,
    recommended_actions: [/^Free space on \//, /^Find what fills/],
    checked_at: /Z$/,
    thresholds: { warning_pct: 80, critical_pct: 90 },
    id: disk.diskId,
    observed_severity: 'critical',
    held_severity: 'critical',
    actions: [
      { code: 'free_space', blocks: ['disk'] },
      { code: 'plan_capacity', blocks: emptyList },
    ],
    forecast: { full_in_seconds: 36_000, severity: 'warning' },
    limits: { warning: { available_bytes: 95_000_000_000 }, leave_after_seconds: 300 },
    position: /^\d+$/,
  })
  t.match(body['event_ids'], [/-/, /-/])
})

t.test('ignores fields it does not know, as the callers there are send some', async t => {
  const disk = diskOf()
  await read(disk)
  const { status } = await api.get(
    `/api/v1/runtime/ops/disk-guard?path=/&host=${disk.host}&profile=full`,
  )
  t.equal(status, 200)
})

t.test(
  'a path is on the longest mount above it; this machine is meant when none is named',
  async t => {
    const here = diskOf('/', api.machine)
    const data = diskOf('/data', api.machine)
    await read(here)
    await read(data)
    const { body } = await api.get('/api/v1/runtime/ops/disk-guard')
    t.equal(body['id'], here.diskId)
    t.match((await guardOf(here, '/data/db/file')).body, { id: data.diskId, path: '/data/db/file' })
    t.match((await guardOf(here, '/database')).body, { id: here.diskId })
  },
)

t.test('a machine or a path nobody knows is 404, and a path that is none is 422', async t => {
  const data = diskOf('/data')
  await read(data)
  t.match(await guardOf(diskOf()), { status: 404, body: { code: 'DECKLOG_NOT_FOUND' } })
  t.match(await guardOf(data, '/etc'), { status: 404 })
  t.match(await guardOf(data, 'etc'), { status: 422, body: { code: 'DECKLOG_VALIDATION' } })
})

t.test('a reading that failed is unknown, never ok', async t => {
  const disk = diskOf()
  await read(disk, { observedSeverity: 'ok' }, new Date(Date.now() - 60_000))
  await turn(disk, { to: 'ok', held: 'ok' })
  await fail(disk)
  t.match((await guardOf(disk)).body, { severity: 'ok', observed_severity: 'unknown' })
  await fail(disk)
  await turn(disk, { to: 'unknown', held: 'ok' })
  t.match((await guardOf(disk)).body, {
    severity: 'unknown',
    observed_severity: 'unknown',
    summary: /unknown: \/ did not answer within 5 s\./,
    actions: [{ code: 'restore_readings' }],
    forecast: null,
  })
})

t.test('a disk that was never read has no numbers', async t => {
  const disk = diskOf('/backup')
  await fail(disk)
  t.match((await guardOf(disk, '/backup')).body, {
    severity: 'unknown',
    total_bytes: null,
    utilization_pct: null,
    thresholds: { warning_pct: null, critical_pct: null },
  })
})

t.test('a disk whose guard fell silent is unknown, and holds what it held', async t => {
  const disk = diskOf()
  await read(disk, {}, new Date(Date.now() - 600_000))
  await turn(disk, { to: 'emergency', held: 'emergency' })
  t.match((await guardOf(disk)).body, {
    severity: 'unknown',
    held_severity: 'emergency',
    summary: /its guard has fallen silent\. It was emergency before\./,
    actions: [
      { code: 'restore_readings', blocks: ['disk'] },
      { code: 'halt_writes' },
      { code: 'free_space' },
    ],
  })
})

t.test('tells what is observed where it is not yet what is recorded', async t => {
  const disk = diskOf()
  await read(disk, { observedSeverity: 'ok' })
  await turn(disk, { to: 'emergency', held: 'emergency' })
  t.match((await guardOf(disk)).body, {
    severity: 'emergency',
    observed_severity: 'ok',
    summary: /is emergency: .* The last reading alone is ok\.$/,
  })
})

t.test('lists disks page by page', async t => {
  const host = `host-${randomUUID()}`
  const mounts = ['/', '/a', '/b', '/c', '/d']
  for (const mount of mounts) await read(diskOf(mount, host))
  const seen: unknown[] = []
  let path: string | undefined = `/api/v1/disks?host=${host}&limit=2`
  while (path !== undefined) {
    const { body, headers } = await api.get(path)
    const { disks } = body as { disks: { mount: string }[] }
    seen.push(disks.map(({ mount }) => mount))
    const next = /^<(\?.*)>; rel="next"$/.exec(String(headers['link'] ?? ''))
    path = next ? `/api/v1/disks${next[1]}` : undefined
  }
  t.strictSame(seen, [['/', '/a'], ['/b', '/c'], ['/d']])
  t.match((await api.get(`/api/v1/disks?host=${host}&mount=/b`)).body, { disks: [{ mount: '/b' }] })
  t.match(await api.get(`/api/v1/disks?colour=red`), { status: 422 })
})

t.test('answers one disk by its id', async t => {
  const disk = diskOf('/data')
  await read(disk)
  t.match((await api.get(`/api/v1/disks/${disk.diskId}`)).body, { id: disk.diskId, mount: '/data' })
  t.match(await api.get(`/api/v1/disks/${randomUUID()}`), { status: 404 })
  t.match(await api.get('/api/v1/disks/7'), { status: 422 })
})

t.test('a disk that is well says that nothing is to be done', async t => {
  const disk = diskOf()
  await read(disk, { observedSeverity: 'ok', forecast: null })
  await turn(disk, { to: 'ok', held: 'ok' })
  t.match((await guardOf(disk)).body, {
    ...{ actions: emptyList, state: 'read', forgotten: null },
    recommended_actions: ['Nothing is to be done.'],
  })
})

async function list(host: string, mounts: readonly Partial<ListedMount>[]): Promise<void> {
  const { example } = diskEvents['disk.MountsListed']
  const listed = mounts.map((mount, id) => ({
    ...example.mounts[0],
    ...{ id: id + 1, parentId: id === 0 ? 0 : 1, ...mount },
  }))
  const data = { ...example, host, listingId: randomUUID(), mounts: listed }
  const event = { type: 'disk.MountsListed', data }
  await api.append(mountsStream(host), [{ event, at: new Date() }])
}

t.test('a path is answered by the mount that holds it, and unknown where none is read', async t => {
  const disk = diskOf()
  await read(disk)
  await list(disk.host, [
    { diskId: disk.diskId },
    { mount: '/run', fsType: 'tmpfs', diskId: null, unwatched: 'kind' },
    { mount: '/media/bind', root: '/srv', diskId: disk.diskId },
  ])
  t.match(await guardOf(disk, '/media/bind/x'), { status: 200, body: { id: disk.diskId } })
  const { status, body } = await guardOf(disk, '/run/x')
  t.equal(status, 200)
  t.match(body, {
    ...{ path: '/run/x', mount: '/run', fs_type: 'tmpfs', severity: 'unknown', state: 'unwatched' },
    ...{ total_bytes: null, utilization_pct: null, actions: [{ code: 'watch_disk' }] },
    summary: `/run of ${disk.host} is not watched: it is memory, a layer or an interface of the kernel.`,
    recommended_actions: [/plugins\.disk\.include/],
    event_ids: [/-/],
  })
})

for (const [failure, state] of [
  ['not_mounted', 'gone'],
  ['covered', 'covered'],
  ['timed_out', 'hanging'],
  ['unreadable', 'unreadable'],
] as const) {
  t.test(`a disk that is ${state} is told as that`, async t => {
    const disk = diskOf()
    await read(disk, {}, new Date(Date.now() - 60_000))
    await fail(disk, failure)
    await turn(disk, { to: 'unknown', held: 'ok' })
    t.match((await guardOf(disk)).body, { state, severity: 'unknown' })
  })
}

t.test('a disk whose guard is silent is told as that', async t => {
  const disk = diskOf()
  await read(disk, {}, new Date(Date.now() - 600_000))
  t.match((await guardOf(disk)).body, { state: 'silent' })
})

t.test('a forgotten disk is left out, but for who asks, until it is read again', async t => {
  const disk = diskOf()
  await read(disk, {}, new Date(Date.now() - 60_000))
  await turn(disk, { to: 'emergency', held: 'emergency' })
  const event = { type: 'disk.Forgotten', data: { ...disk, reason: 'It was sold.' } }
  await api.append(pressureStream(disk.diskId), [{ event, at: new Date() }])
  t.equal((await guardOf(disk)).status, 404)
  const listed = `/api/v1/disks?host=${disk.host}`
  t.strictSame((await api.get(listed)).body, { disks: [], next: null })
  t.match((await api.get(`${listed}&forgotten=true`)).body, {
    disks: [{ gone: true, held_severity: 'ok', forgotten: { reason: 'It was sold.', by: /./ } }],
  })
  await fail(disk, 'not_mounted')
  t.strictSame((await api.get(listed)).body['disks'], [], 'that it is not there is no news')
  await fail(disk, 'unreadable')
  t.match((await api.get(listed)).body, { disks: [{ state: 'unreadable', forgotten: null }] })
  await read(disk, {}, new Date(Date.now() + 1))
  t.match((await api.get(listed)).body, { disks: [{ gone: false, forgotten: null }] })
})

t.test('the last page says that it is the last', async t => {
  const host = `host-${randomUUID()}`
  for (const mount of ['/a', '/b', '/c']) await read(diskOf(mount, host))
  const first = (await api.get(`/api/v1/disks?host=${host}&limit=2`)).body
  t.match(first, { disks: [{ mount: '/a' }, { mount: '/b' }], next: /./ })
  const last = `/api/v1/disks?host=${host}&limit=2&after=${String(first['next'])}`
  t.match((await api.get(last)).body, { disks: [{ mount: '/c' }], next: null })
})
