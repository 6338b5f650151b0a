import t from 'tap'
import {
  findByMount,
  findByPath,
  type Found,
  type MountList,
} from '../../../../plugins/disk/answering/find-disk.ts'

import { type ListedMount, unwatchedReasons } from '../../../../plugins/disk/mount-events.ts'

const disks = ['/', '/data', '/data/db', '/srv'].map(mount => ({ mount, disk_id: mount }))

/** The disk that an older guard's answer is, one that lists no mounts. */
function diskAt(
  known: readonly { mount: string; disk_id: string }[],
  path: string,
): string | undefined {
  const found = findByPath(known, undefined, path)
  return found.kind === 'watched' ? found.disk.mount : undefined
}

for (const [path, mount] of [
  ['/', '/'],
  ['/etc', '/'],
  ['/data', '/data'],
  ['/data/', '/data'],
  ['/data/x/y', '/data'],
  ['/database', '/'],
  ['/data/db', '/data/db'],
  ['/data/dbx', '/data'],
  ['/data/db/../x', '/data'],
  ['/data/../../srv/./a', '/srv'],
  ['//srv//a', '/srv'],
] as const) {
  t.test(`${path} is on ${mount}`, async t => {
    t.equal(diskAt(disks, path), mount)
  })
}

t.test('a path above every known mount is on none', async t => {
  t.equal(diskAt([{ mount: '/data', disk_id: 'data' }], '/etc'), undefined)
  t.equal(diskAt([], '/'), undefined)
})

/** A list of mounts: id, parent, mount, and the disk that answers for it or why none does. */
type Line = readonly [id: number, parentId: number, mount: string, answers: string]

function listOf(lines: readonly Line[], missing: readonly null[] = []): MountList {
  const mounts = lines.map(([id, parentId, mount, answers]): ListedMount => {
    const unwatched = unwatchedReasons.find(reason => reason === answers) ?? null
    const place = { id, parentId, mount, root: '/', filesystem: '8:1', device: 'x', fsType: 'y' }
    return { ...place, unwatched, diskId: unwatched === null ? answers : null }
  })
  return { event_id: 'listed', mounts: [{ revision: 0, mounts }, ...missing] }
}

const machine: readonly Line[] = [
  [1, 0, '/', '/'],
  [2, 1, '/data', '/data'],
  [3, 1, '/home/me/projects', '/data'],
  [4, 1, '/run', 'kind'],
  [5, 2, '/data/new', 'never-read'],
]

function told(found: Found<{ mount: string }>): string {
  if (found.kind === 'watched') return found.disk.mount
  return found.kind === 'unwatched' ? `${found.mount}: ${found.why}` : 'unknown'
}

for (const [what, path, answer] of [
  ['a path of a disk', '/data/x', '/data'],
  ['a bind mount of a folder of another disk', '/home/me/projects/x', '/data'],
  ['what lies beside a bind mount', '/home/me', '/'],
  ['memory', '/run/x', '/run: it is memory, a layer or an interface of the kernel'],
  ['a disk that was not read yet', '/data/new', '/data/new: it has not been read yet'],
] as const) {
  t.test(`${what} is answered by the mount that holds it`, async t => {
    t.equal(told(findByPath(disks, listOf(machine), path)), answer)
  })
}

t.test('what covers a mount answers for it', async t => {
  const covered = listOf([...machine, [6, 2, '/data', 'kind']])
  t.match(told(findByPath(disks, covered, '/data/x')), /^\/data: it is memory/)
  t.match(told(findByMount(disks, covered, '/data')), /^\/data: it is memory/)
})

t.test('a list of which a part is missing answers for nothing', async t => {
  const list = listOf(machine, [null])
  t.equal(
    told(findByPath(disks, list, '/data/x')),
    '/data/x: the mounts of its machine are not all known',
  )
  t.match(told(findByMount(disks, list, '/data')), /not all known/)
})

t.test('a machine that has no mounts any more holds no path', async t => {
  t.equal(told(findByPath(disks, listOf([]), '/data')), 'unknown')
})

t.test('a mount is the disk there, or the one that answers for it, or that was there', async t => {
  t.equal(told(findByMount(disks, listOf(machine), '/data')), '/data')
  t.equal(told(findByMount(disks, listOf(machine), '/home/me/projects')), '/data')
  t.match(told(findByMount(disks, listOf(machine), '/run')), /^\/run: it is memory/)
  t.equal(told(findByMount(disks, listOf(machine), '/srv')), '/srv', 'it was there')
  t.equal(told(findByMount(disks, listOf(machine), '/etc')), 'unknown')
})
