import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import {
  createHome,
  startDecklog,
  type DecklogProcess,
  type Home,
} from '../support/decklog-process.ts'
import { newerTool } from '../support/newer-tool.ts'
import { createTestDatabase } from '../support/postgres.ts'

const run = promisify(execFile)

// The commands of docs/how-to/back-up.md.
const backUp = ({ folder }: Home): Promise<unknown> =>
  run('tar', ['-C', join(folder, 'data'), '--exclude=./socket', '-czpf', archiveOf(folder), '.'])

async function restore({ folder }: Home): Promise<void> {
  const dataDir = join(folder, 'data')
  await rm(dataDir, { recursive: true })
  await run('mkdir', ['-m', '711', dataDir])
  await run('tar', ['-C', dataDir, '-xzpf', archiveOf(folder)])
}

function archiveOf(folder: string): string {
  return join(folder, 'decklog.tar.gz')
}

async function tokenNames(app: DecklogProcess): Promise<string[]> {
  const { body } = await app.get('/api/v1/tokens')
  return [...JSON.stringify(body).matchAll(/"name":"(\w+)"/g)].map(([, name = '']) => name).sort()
}

const makeToken = async (app: DecklogProcess, name: string): Promise<void> => {
  await app.post('/api/v1/tokens', { name, kind: 'service', scopes: ['read'] })
}

t.test('a data directory that was copied while stopped is restored as it was', async t => {
  const home = await createHome(t)
  const first = await startDecklog(t, home)
  await makeToken(first, 'kept')
  const { body: before } = await first.get('/api/v1/disks')
  await first.stop()
  await backUp(home)

  const second = await startDecklog(t, home)
  await makeToken(second, 'later')
  t.ok((await tokenNames(second)).includes('later'))
  await second.stop()
  await restore(home)

  const third = await startDecklog(t, home)
  const names = await tokenNames(third)
  t.ok(names.includes('kept'), 'what was written before the copy is there')
  t.notOk(names.includes('later'), 'what was written after it is not')
  await makeToken(third, 'anew')
  t.ok((await tokenNames(third)).includes('anew'), 'it can be written to again')
  const { status, body: after } = await third.get('/api/v1/disks')
  t.equal(status, 200)
  t.equal(JSON.stringify(after).includes('"id"'), JSON.stringify(before).includes('"id"'))
  await third.stop()
})

const [dump, load] = [newerTool('pg_dump'), newerTool('pg_restore')]

// The commands of docs/how-to/back-up.md, into a Postgres of one's own.
t.test('a dump made while it runs is restored whole', { skip: dump.missing }, async t => {
  const home = await createHome(t)
  const first = await startDecklog(t, home)
  await makeToken(first, 'kept')
  const dumpOf = (database: string): string => join(home.folder, `${database}.dump`)
  const server = ['-h', join(home.folder, 'data/socket'), '-U', 'postgres']
  for (const database of ['decklog_read', 'decklog_ledger'])
    await run(dump.path, [...server, '-Fc', '-f', dumpOf(database), database])
  await makeToken(first, 'later')
  await first.stop()

  const databaseUrl = await createTestDatabase(t)
  for (const database of ['decklog_ledger', 'decklog_read'])
    await run(load.path, ['--no-owner', '-d', databaseUrl, dumpOf(database)])
  const elsewhere = await createHome(t)
  const second = await startDecklog(t, elsewhere, { DECKLOG_DATABASE_URL: databaseUrl })
  const names = await tokenNames(second)
  t.ok(names.includes('kept'), 'what was written before the dump is there')
  t.notOk(names.includes('later'), 'what was written after it is not')
  await second.stop()
})
