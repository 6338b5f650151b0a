import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { findHolder, lockDataDir } from '../../../core/embedded/data-dir-lock.ts'

const holder = new URL('../../support/hold-data-dir.js', import.meta.url)

function startHolder(t: Test, dataDir: string): ChildProcess {
  const child = fork(holder, [dataDir])
  t.teardown(() => child.kill('SIGKILL'))
  return child
}

async function outcomeOf(child: ChildProcess): Promise<string> {
  const [message] = (await once(child, 'message')) as [string]
  return message
}

t.test('refuses a second lock and names the process', async t => {
  const dataDir = t.testdir()
  const child = startHolder(t, dataDir)
  t.equal(await outcomeOf(child), 'held')
  await t.rejects(lockDataDir(dataDir), {
    code: 'DECKLOG_DATA_DIR_LOCKED',
    extra: { pid: child.pid },
  })
})

t.test('takes over from a process that was killed', async t => {
  const dataDir = t.testdir()
  const child = startHolder(t, dataDir)
  t.equal(await outcomeOf(child), 'held')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const lock = await lockDataDir(dataDir)
  t.same(await findHolder(dataDir), { pid: process.pid, claim: 'holding' })
  await lock.release()
})

t.test('keeps out others while the holder is suspended', async t => {
  const dataDir = t.testdir()
  const child = startHolder(t, dataDir)
  t.equal(await outcomeOf(child), 'held')
  child.kill('SIGSTOP')
  await t.rejects(lockDataDir(dataDir), { code: 'DECKLOG_DATA_DIR_LOCKED' })
})

t.test('gives the lock to exactly one of several starts at once', async t => {
  const dataDir = t.testdir()
  const children = [1, 2, 3, 4].map(() => startHolder(t, dataDir))
  const outcomes = await Promise.all(children.map(outcomeOf))
  t.same(outcomes.toSorted(), [
    'DECKLOG_DATA_DIR_LOCKED',
    'DECKLOG_DATA_DIR_LOCKED',
    'DECKLOG_DATA_DIR_LOCKED',
    'held',
  ])
})

t.test('lets the next one in after a release and leaves nothing behind', async t => {
  const dataDir = t.testdir()
  const first = await lockDataDir(dataDir)
  await first.release()
  t.equal(await findHolder(dataDir), undefined)
  const second = await lockDataDir(dataDir)
  await second.release()
  t.same(await readdir(join(dataDir, 'lock')), [])
})

t.test('locks a folder whose path is longer than a socket takes', async t => {
  const name = 'a'.repeat(120)
  const dataDir = join(t.testdir({ [name]: {} }), name)
  const lock = await lockDataDir(dataDir)
  t.teardown(() => lock.release())
  await t.rejects(lockDataDir(dataDir), { code: 'DECKLOG_DATA_DIR_LOCKED' })
})

t.test('sees one folder behind two names', async t => {
  const root = t.testdir({ data: {} })
  await symlink(join(root, 'data'), join(root, 'other'))
  const lock = await lockDataDir(join(root, 'data'))
  t.teardown(() => lock.release())
  await t.rejects(lockDataDir(join(root, 'other')), { code: 'DECKLOG_DATA_DIR_LOCKED' })
})
