import { statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createDiskReader } from '../../../../plugins/disk/reading/disk-reader.ts'
import type { Reading } from '../../../../plugins/disk/sample-events.ts'
import { configured } from '../defaults.ts'
import { canMount, mountTmpfs } from '../tmpfs.ts'

async function readAll(mounts: readonly string[], root = '/'): Promise<Map<string, Reading>> {
  const reader = createDiskReader({ root }, configured({ mounts }))
  const choice = await reader.choose()
  const readings = new Map<string, Reading>()
  for (const mount of choice.watched) {
    const result = await reader.read(mount)
    if (result.kind === 'read') readings.set(mount.mount, result.reading)
  }
  return readings
}

t.test('reads the filesystem that holds / as the kernel counts it', async t => {
  const reading = (await readAll([])).get('/')
  const { blocks, bsize, files } = statfsSync('/')
  t.equal(reading?.totalBytes, blocks * bsize)
  t.equal(reading?.inodesTotal, files)
  t.ok(reading && reading.usedBytes > 0 && reading.availableBytes <= reading.freeBytes)
})

t.test('reads a tmpfs that is wanted by name', { skip: !canMount }, async t => {
  const path = mountTmpfs(t, { bytes: 1 << 20, inodes: 100 })
  writeFileSync(join(path, 'file'), Buffer.alloc(256 << 10))
  t.match((await readAll([path])).get(path), {
    totalBytes: 1 << 20,
    usedBytes: 256 << 10,
    freeBytes: 768 << 10,
    availableBytes: 768 << 10,
    inodesTotal: 100,
    inodesUsed: 2,
  })
})

t.test("reads a host's filesystems from where its root is", { skip: !canMount }, async t => {
  const root = mountTmpfs(t, { bytes: 2 << 20, inodes: 100 })
  const readings = await readAll([], `${root}/`)
  t.strictSame([...readings.keys()], ['/'])
  t.equal(readings.get('/')?.totalBytes, 2 << 20)
})

t.test('says what a mount could not be read for', async t => {
  const reader = createDiskReader({ root: '/' }, configured())
  const [watched] = (await reader.choose()).watched
  t.match(await reader.read({ ...watched!, mount: '/gone', path: '/gone' }), {
    ...{ kind: 'failed', failure: 'unreadable' },
    message: /ENOENT/,
  })
})

t.test('says the same of what is reached by a process', async t => {
  const reader = createDiskReader({ root: '/' }, configured())
  const [watched] = (await reader.choose()).watched
  const gone = { ...watched!, mount: '/gone', path: '/gone', reach: 'apart' } as const
  t.match(await reader.read(gone), {
    ...{ kind: 'failed', failure: 'unreadable' },
    message: '/gone cannot be read: No such file or directory.',
  })
})
