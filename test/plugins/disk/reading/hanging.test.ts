import { execFileSync } from 'node:child_process'
import t from 'tap'
import { createDiskReader, type ReadResult } from '../../../../plugins/disk/reading/disk-reader.ts'
import { configured } from '../defaults.ts'
import { canFuse, mountFuse } from '../fuse.ts'

const plain = { blocks: 1000, bsize: 4096, frsize: 4096 }

async function readAll(
  mounts: readonly string[],
  readTimeout: number,
): Promise<readonly ReadResult[]> {
  const reader = createDiskReader({ root: '/' }, configured({ mounts, readTimeout }))
  const { watched } = await reader.choose()
  return Promise.all(mounts.map(name => reader.read(watched.find(one => one.mount === name)!)))
}

t.test('one that hangs costs the others nothing', { skip: !canFuse }, async t => {
  const hung = mountFuse(t, 'hangs')
  const healthy = [plain, plain, plain].map(size => mountFuse(t, size))
  const [first, ...others] = await readAll([hung, ...healthy], 2)
  t.match(first, { kind: 'failed', failure: 'timed_out' })
  for (const other of others)
    t.match(other, { kind: 'read', reading: { totalBytes: 4_096_000, availableBytes: 2_048_000 } })
})

t.test('sizes are counted in fragments while another hangs too', { skip: !canFuse }, async t => {
  const hung = mountFuse(t, 'hangs')
  const fragments = mountFuse(t, { blocks: 1000, bsize: 1 << 20, frsize: 4096 })
  const [, reading] = await readAll([hung, fragments], 2)
  t.match(reading, { kind: 'read', reading: { totalBytes: 4_096_000 } })
})

t.test('a new mount at the path of one that hangs is read', { skip: !canFuse }, async t => {
  const path = mountFuse(t, 'hangs')
  const reader = createDiskReader({ root: '/' }, configured({ mounts: [path], readTimeout: 0.3 }))
  const read = async (): Promise<ReadResult> => reader.read((await reader.choose()).watched[0]!)
  t.match(await read(), { kind: 'failed', failure: 'timed_out' })
  execFileSync('umount', ['--lazy', path])
  mountFuse(t, plain, path)
  t.match(await read(), { kind: 'read', reading: { totalBytes: 4_096_000 } })
  // What is under it is unmounted by the first mount's teardown.
  execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', path])
})

t.test('what cannot even be killed is not asked again', { skip: !canFuse }, async t => {
  const swallows = mountFuse(t, 'swallows')
  const hung = mountFuse(t, 'hangs')
  const config = configured({ mounts: [swallows, hung], readTimeout: 0.5 })
  const reader = createDiskReader({ root: '/' }, config)
  const { watched } = await reader.choose()
  const read = (path: string): Promise<ReadResult> =>
    reader.read(watched.find(({ mount }) => mount === path)!)
  t.match(await read(swallows), { failure: 'timed_out', message: /did not answer within 0\.5 s/ })
  // While this waits, the other's process has been killed, and is still there.
  await read(hung)
  t.match(await read(swallows), { failure: 'timed_out', message: /still not answered an earlier/ })
})
