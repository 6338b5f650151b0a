import { link, mkdir, readdir, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { prune, type PruneOptions } from '../../../../plugins/disk/healing/prune.ts'
import { fits } from '../../../../plugins/disk/healing/prune-folder.ts'
import { canMount, mountTmpfs } from '../tmpfs.ts'

const now = new Date('2026-01-01T12:00:00.000Z')
const machine = { name: 'here', root: '/' }
const kib = 1024

async function file(path: string, ageSeconds: number, bytes = 4 * kib): Promise<void> {
  await writeFile(path, Buffer.alloc(bytes))
  const at = new Date(now.getTime() - ageSeconds * 1_000)
  await utimes(path, at, at)
}

function pruned(mount: string, how: 'done' | 'rehearsed', given: Partial<PruneOptions>) {
  const { value: options, error } = prune.options.validate(given)
  if (error) throw error
  const subject = { id: 'a', subject: mount, host: 'here' }
  return prune.run({ subject, options, how, machine, now }, new AbortController().signal)
}

/** A folder with old files, and beside it what is not to be touched. */
async function shelf(t: Test): Promise<{ root: string; cache: string; kept: string }> {
  const root = t.testdir()
  const [cache, kept] = [join(root, 'cache'), join(root, 'kept')]
  await Promise.all([mkdir(join(cache, 'deep'), { recursive: true }), mkdir(kept)])
  await file(join(kept, 'data'), 1e6)
  return { root, cache, kept }
}

t.test('old files that fit go, and nothing else', async t => {
  const { root, cache, kept } = await shelf(t)
  await file(join(cache, 'old.log'), 90_000)
  await file(join(cache, 'deep', 'older.log'), 200_000)
  await file(join(cache, 'new.log'), 60)
  await file(join(cache, 'old.db'), 90_000)
  const done = await pruned(root, 'done', { paths: [cache], match: ['*.log'] })
  t.match(done, { changed: 'something', text: /^2 files of 8.19 kB were removed/ })
  t.strictSame((await readdir(cache)).sort(), ['deep', 'new.log', 'old.db'])
  t.strictSame(await readdir(join(cache, 'deep')), [])
  t.strictSame(await readdir(kept), ['data'])
})

t.test('a rehearsal tells what would go, and nothing does', async t => {
  const { root, cache } = await shelf(t)
  await file(join(cache, 'old.log'), 90_000)
  const told = await pruned(root, 'rehearsed', { paths: [cache] })
  t.match(told, { changed: 'nothing', text: /^1 files of 4.1 kB would be removed[^]*old.log/ })
  t.strictSame((await readdir(cache)).sort(), ['deep', 'old.log'])
})

t.test('the newest of each folder stay where that is said', async t => {
  const { root, cache } = await shelf(t)
  for (const age of [100, 200, 300]) await file(join(cache, `${age}`), age * 1_000)
  await pruned(root, 'done', { paths: [cache], keep: 2 })
  t.strictSame((await readdir(cache)).sort(), ['100', '200', 'deep'])
})

t.test('nothing to be removed is nothing done', async t => {
  const { root, cache } = await shelf(t)
  t.match(await pruned(root, 'done', { paths: [cache] }), { changed: 'nothing' })
  t.match(await pruned('/elsewhere', 'done', { paths: [cache] }), { changed: 'nothing' })
})

t.test('symbolic links are neither followed nor removed, wherever they stand', async t => {
  const { root, cache, kept } = await shelf(t)
  await symlink(kept, join(cache, 'link'))
  await symlink(join(kept, 'data'), join(cache, 'data'))
  await symlink(cache, join(root, 'alias'))
  t.match(await pruned(root, 'done', { paths: [cache] }), { changed: 'nothing' })
  t.strictSame(await readdir(kept), ['data'])
  t.strictSame((await readdir(cache)).sort(), ['data', 'deep', 'link'])
  for (const path of [join(root, 'alias'), join(root, 'alias', 'deep'), join(kept, 'data')])
    await t.rejects(pruned(root, 'done', { paths: [path] }), { code: 'DECKLOG_REFUSED' })
})

t.test('a path that leads elsewhere is no option', async t => {
  for (const path of ['/', 'cache', '/a/../b', '/a/./b', '/a//b', '/a/', '/a/..', '/..'])
    t.ok(prune.options.validate({ paths: [path] }).error, path)
  t.notOk(prune.options.validate({ paths: ['/var/log', '/srv/.cache', '/srv/..cache'] }).error)
})

t.test('what has another name still holds its bytes', async t => {
  const { root, cache, kept } = await shelf(t)
  await file(join(cache, 'twice'), 90_000, 64 * kib)
  await link(join(cache, 'twice'), join(kept, 'other'))
  t.match(await pruned(root, 'done', { paths: [cache] }), { text: /^1 files of 0 bytes were/ })
  t.equal((await stat(join(kept, 'other'))).size, 64 * kib)
})

t.test('what is mounted below is left alone', { skip: !canMount }, async t => {
  const mount = mountTmpfs(t, { bytes: 1024 * kib, inodes: 100 })
  await file(join(mount, 'old'), 90_000)
  t.match(await pruned('/', 'done', { paths: [mount] }), { changed: 'nothing' })
  t.strictSame(await readdir(mount), ['old'])
  const done = await pruned(mount, 'done', { paths: [mount] })
  t.match(done, { changed: 'something', freedBytes: 4 * kib })
})

t.test('a pattern stands for names, in time that grows with them alone', async t => {
  for (const [pattern, name] of [
    ...([
      ['*', 'a'],
      ['a*', 'a'],
      ['*.log', 'x.log'],
      ['a*b*c', 'a1b2c'],
      ['a', 'a'],
    ] as const),
  ])
    t.ok(fits(pattern, name), `${pattern} ${name}`)
  for (const [pattern, name] of [
    ...([
      ['a', 'b'],
      ['*.log', 'log'],
      ['a*a', 'a'],
      ['a*b*b', 'ab'],
      ['*x*', 'y'],
    ] as const),
  ])
    t.notOk(fits(pattern, name), `${pattern} ${name}`)
  t.notOk(fits(`${'*a'.repeat(120)}b`, 'a'.repeat(255)))
})
