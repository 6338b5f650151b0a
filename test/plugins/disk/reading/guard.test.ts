import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { diskEvents } from '../../../../plugins/disk/events.ts'
import { type DiskObservation } from '../../../../plugins/disk/sample-events.ts'
import { observeDisks } from '../../../../plugins/disk/reading/guard.ts'
import { diskIdOf } from '../../../../plugins/disk/streams.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import type { Teardown } from '../../../support/postgres.ts'
import { until } from '../../../support/until.ts'
import { createTestHost } from '../test-host.ts'
import { canMount, mountTmpfs } from '../tmpfs.ts'

/** Watches one mount; each call answers what the next round of the guard observed of it. */
function watch(t: Teardown, mount: string): () => Promise<DiskObservation> {
  const clock = createFakeClock()
  const seen: DiskObservation[] = []
  const guard = observeDisks(createTestHost({ config: { mounts: [mount] }, clock }))
  const subscription = guard.subscribe(({ event }) => {
    if (event.type !== 'disk.MountsListed') seen.push(event)
  })
  t.teardown(() => subscription.unsubscribe())
  return async () => {
    const before = seen.length
    await clock.advance(before === 0 ? 0 : 60_000)
    await until('the next round was observed', () => seen.length > before)
    return seen[before]!
  }
}

const fill = (path: string, kib: number): void =>
  writeFileSync(join(path, 'filler'), Buffer.alloc(kib << 10))

t.test('a tmpfs that fills up passes every limit, and comes back', { skip: !canMount }, async t => {
  const path = mountTmpfs(t, { bytes: 1000 << 10, inodes: 1000 })
  const observe = watch(t, path)
  const severities = []
  for (const kib of [0, 800, 804, 900, 904, 948, 952, 1000, 0]) {
    fill(path, kib)
    const { type, data } = await observe()
    t.equal(type, 'disk.Sampled')
    t.notOk(diskEvents[type].data.validate(data).error)
    if (type === 'disk.Sampled') severities.push(`${kib} ${data.observedSeverity}`)
  }
  t.strictSame(severities, [
    '0 ok',
    '800 ok',
    '804 warning',
    '900 warning',
    '904 critical',
    '948 critical',
    '952 emergency',
    '1000 emergency',
    '0 ok',
  ])
})

t.test('inodes that run out are noticed while there is space', { skip: !canMount }, async t => {
  const path = mountTmpfs(t, { bytes: 1 << 20, inodes: 100 })
  const observe = watch(t, path)
  // The root folder is one of the hundred.
  for (let n = 1; n < 90; n += 1) writeFileSync(join(path, String(n)), '')
  t.match(await observe(), { data: { inodesUsed: 90, observedSeverity: 'warning' } })
})

t.test('a mount that goes away is reported until it is back', { skip: !canMount }, async t => {
  const path = mountTmpfs(t, { bytes: 1 << 20, inodes: 100 })
  const observe = watch(t, path)
  t.match(await observe(), { type: 'disk.Sampled', data: { mount: path, host: 'web-1' } })
  execFileSync('umount', [path])
  const failed = await observe()
  t.match(failed, {
    type: 'disk.ReadFailed',
    data: { diskId: diskIdOf('web-1', path), failure: 'not_mounted' },
  })
  t.notOk(diskEvents['disk.ReadFailed'].data.validate(failed.data).error)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path])
  t.match(await observe(), { type: 'disk.Sampled' })
})

t.test('watches the filesystem that holds / when nothing is configured', async t => {
  const clock = createFakeClock()
  const mounts = new Set<string>()
  const guard = observeDisks(createTestHost({ clock }))
  const subscription = guard.subscribe(({ event }) => {
    if (event.type !== 'disk.MountsListed') mounts.add(event.data.mount)
  })
  t.teardown(() => subscription.unsubscribe())
  await clock.advance(0)
  await until('/ was observed', () => mounts.has('/'))
})
