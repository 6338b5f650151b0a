import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import {
  type Found,
  findByPath,
  type MountList,
} from '../../../../plugins/disk/answering/find-disk.ts'
import type { MountsListed } from '../../../../plugins/disk/mount-events.ts'
import { observeDisks } from '../../../../plugins/disk/reading/guard.ts'
import { diskIdOf } from '../../../../plugins/disk/streams.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import type { Teardown } from '../../../support/postgres.ts'
import { until } from '../../../support/until.ts'
import { createTestHost } from '../test-host.ts'
import { canMount, mountTmpfs } from '../tmpfs.ts'

/** The mounts of this very machine, as the guard lists them. */
async function listMachine(t: Teardown, mounts: readonly string[]): Promise<MountList> {
  const clock = createFakeClock()
  const listed: MountsListed[] = []
  const guard = observeDisks(createTestHost({ clock, config: { mounts } }))
  const subscription = guard.subscribe(({ event }) => {
    if (event.type === 'disk.MountsListed') listed.push(event)
  })
  t.teardown(() => subscription.unsubscribe())
  await clock.advance(0)
  await until('the mounts were listed', () => listed.length > 0)
  return {
    event_id: 'listed',
    mounts: listed.map(({ data }) => ({ revision: 0, mounts: data.mounts })),
  }
}

function mountAt(t: Teardown, path: string, ...args: readonly string[]): void {
  execFileSync('mount', [...args, path])
  t.teardown(() => execFileSync('umount', ['--lazy', path]))
}

t.test(
  'a path of this machine is answered by the mount that holds it',
  { skip: !canMount },
  async t => {
    const full = mountTmpfs(t, { bytes: 1 << 20, inodes: 100 })
    mkdirSync(join(full, 'folder'))
    mkdirSync(join(full, 'covered'))
    const bind = mkdtempSync(join(tmpdir(), 'decklog-bind-'))
    t.teardown(() => rmdirSync(bind))
    mountAt(t, bind, '--bind', join(full, 'folder'))
    mountAt(t, join(full, 'covered'), '-t', 'tmpfs', 'tmpfs')
    const other = mountTmpfs(t, { bytes: 1 << 20, inodes: 100 })
    const list = await listMachine(t, [full, '/'])
    const disks = [full, '/'].map(mount => ({ mount, disk_id: diskIdOf('web-1', mount) }))
    const told = (path: string): unknown => {
      const found: Found<{ mount: string }> = findByPath(disks, list, path)
      return found.kind === 'watched' ? found.disk.mount : found.kind
    }
    t.equal(told(join(full, 'x')), full)
    t.equal(told(join(bind, 'x')), full, 'a folder of it that is mounted elsewhere')
    t.equal(told(join(full, 'covered/x')), 'unwatched', 'another mount lies there')
    t.equal(told(join(other, 'x')), 'unwatched', 'memory that nobody watches')
    t.equal(told(tmpdir()), '/')
  },
)
