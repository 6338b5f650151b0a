import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { openDataDir } from '../../../core/embedded/data-dir.ts'
import { isAlive } from '../../../core/embedded/end-orphan.ts'
import { createEmbeddedPostgres } from '../../../core/embedded/postgres.ts'
import { findServerUser } from '../../../core/embedded/server-user.ts'

const log = pino({ level: process.env['DECKLOG_TEST_LOG'] ?? 'silent' })
const starter = new URL('../../support/start-postgres.js', import.meta.url)

// Made once and copied: making a data folder is most of the time of these tests.
const made = await createFolder(t)

// Not under the checkout, which the server's user may not reach.
async function createFolder(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'decklog-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const user = await findServerUser(folder)
  if (user) {
    await chown(folder, 0, user.gid)
    await chmod(folder, 0o710)
  }
  return folder
}

async function createDataDir(t: Test): Promise<string> {
  const dataDir = await createFolder(t)
  await promisify(execFile)('cp', ['-a', join(made, 'postgres'), dataDir])
  return dataDir
}

async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(text)
    return rows
  } finally {
    await client.end()
  }
}

async function untilAnswers(url: string, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs
  for (;;) {
    try {
      await query(url, 'select 1')
      return
    } catch (error) {
      if (performance.now() > deadline) throw error
      await delay(50)
    }
  }
}

t.test('makes its data folder, and keeps what was committed over a stop and a start', async t => {
  const dataDir = made
  const first = createEmbeddedPostgres({ dataDir, log })
  t.teardown(() => first.stop())
  const { readUrl, ledgerUrl } = await first.start()
  t.not(readUrl, ledgerUrl)
  await query(readUrl, 'create table facts as select 7 as fact')
  await first.stop()
  await t.rejects(query(readUrl, 'select 1'))

  const second = createEmbeddedPostgres({ dataDir, log })
  t.teardown(() => second.stop())
  const again = await second.start()
  t.same(await query(again.readUrl, 'select fact from facts'), [{ fact: 7 }])
})

t.test('commits durably and listens on no network address', async t => {
  const dataDir = await createDataDir(t)
  const postgres = createEmbeddedPostgres({ dataDir, log })
  t.teardown(() => postgres.stop())
  const { readUrl } = await postgres.start()
  const settings = await query(
    readUrl,
    `select name, setting from pg_settings
     where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'server_encoding')
     order by name`,
  )
  t.same(
    settings.map(row => [row['name'], row['setting']]),
    [
      ['fsync', 'on'],
      ['full_page_writes', 'on'],
      ['listen_addresses', ''],
      ['server_encoding', 'UTF8'],
      ['synchronous_commit', 'on'],
    ],
  )
  t.equal((await stat(join(dataDir, 'socket'))).mode & 0o777, 0o700)
  t.equal((await stat(join(dataDir, 'postgres'))).mode & 0o777, 0o700)
})

t.test('starts the server again when it is killed', async t => {
  const dataDir = await createDataDir(t)
  const postgres = createEmbeddedPostgres({ dataDir, log })
  t.teardown(() => postgres.stop())
  const { readUrl } = await postgres.start()
  t.equal(postgres.health()[0]?.state, 'ok')
  await query(readUrl, 'create table kept as select 7 as fact')
  const killed = postgres.pid() ?? 0
  process.kill(killed, 'SIGKILL')
  await untilAnswers(readUrl, 60_000)
  t.not(postgres.pid(), killed)
  t.same(await query(readUrl, 'select fact from kept'), [{ fact: 7 }])
})

t.test('ends the server that a killed process left and takes over', async t => {
  const dataDir = await createDataDir(t)
  const child = fork(starter, [dataDir])
  const [started] = (await once(child, 'message')) as [{ pid: number; readUrl: string }]
  t.teardown(() => isAlive(started.pid) && process.kill(started.pid, 'SIGINT'))
  await query(started.readUrl, 'create table kept as select 7 as fact')
  child.kill('SIGKILL')
  await once(child, 'exit')
  t.ok(isAlive(started.pid), 'the orphan is still there')

  const postgres = createEmbeddedPostgres({ dataDir, log })
  t.teardown(() => postgres.stop())
  const { readUrl } = await postgres.start()
  t.notOk(isAlive(started.pid))
  t.same(await query(readUrl, 'select fact from kept'), [{ fact: 7 }])
})

t.test('starts when the id in stale lock files now belongs to a stranger', async t => {
  // Of the same user: whose processes are others', Postgres passes over.
  const stranger = createEmbeddedPostgres({ dataDir: await createDataDir(t), log })
  t.teardown(() => stranger.stop())
  await stranger.start()
  const dataDir = await createDataDir(t)
  const first = createEmbeddedPostgres({ dataDir, log })
  t.teardown(() => first.stop())
  await first.start()
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
  // Its fifth line is the folder of the sockets.
  const text = await readFile(pidFile, 'utf8')
  const socketLock = join(text.split('\n')[4] ?? '', '.s.PGSQL.5432.lock')
  const stale = [pidFile, socketLock]
  const texts = await Promise.all(stale.map(file => readFile(file, 'utf8')))
  await first.stop()
  for (const [index, file] of stale.entries())
    await writeFile(file, (texts[index] ?? '').replace(/^\d+/, String(stranger.pid())))

  const second = createEmbeddedPostgres({ dataDir, log })
  t.teardown(() => second.stop())
  await second.start()
  t.equal(second.health()[0]?.state, 'ok')
})

t.test('refuses data of another major version and says what to do', async t => {
  const dataDir = await createDataDir(t)
  await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '16\n')
  const postgres = createEmbeddedPostgres({ dataDir, log })
  await t.rejects(postgres.start(), { code: 'DECKLOG_DATA_VERSION' })
})

t.test('puts its sockets elsewhere when the data directory has a long path', async t => {
  const parent = await createFolder(t)
  const wanted = join(parent, 'd'.repeat(100))
  const dir = await openDataDir({ wanted, user: await findServerUser(wanted) })
  t.teardown(() => dir.release())
  t.equal(dir.path, wanted)
  await promisify(execFile)('cp', ['-a', join(made, 'postgres'), wanted])
  const postgres = createEmbeddedPostgres({ dataDir: wanted, log })
  t.teardown(() => postgres.stop())
  const { readUrl } = await postgres.start()
  t.same(await query(readUrl, 'select 7 as fact'), [{ fact: 7 }])
})
