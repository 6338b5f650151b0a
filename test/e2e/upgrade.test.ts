import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import t from 'tap'
import { packageRoot } from '../../core/config/package-root.ts'
import { createHome, decklog, startDecklog } from '../support/decklog-process.ts'
import { createTestDatabase } from '../support/postgres.ts'

const fixtures = join(packageRoot, 'test', 'fixtures', 'upgrade')
const firstMigrations = ['0001_ledger', '0002_scavenge']

/** What 0.1.0 left in a database: its ledger, with the schema that it had then. */
async function loadFirst(databaseUrl: string): Promise<void> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  await client.query(
    'create table ledger_migrations (id serial primary key, name varchar(255) not null, run_on timestamp not null)',
  )
  for (const name of firstMigrations) {
    const file = join(packageRoot, 'migrations', 'ledger', `${name}.sql`)
    await client.query(await readFile(file, 'utf8'))
    await client.query('insert into ledger_migrations (name, run_on) values ($1, now())', [name])
  }
  await client.query(await readFile(join(fixtures, 'ledger-0.1.0.sql'), 'utf8'))
  await client.end()
}

/** What a version left in a database: dumps of its ledger and of its read models. */
async function loadDumps(databaseUrl: string, version: string): Promise<void> {
  for (const part of ['ledger', 'read']) {
    // Each dump sets the connection up for itself.
    const client = new pg.Client(databaseUrl)
    await client.connect()
    await client.query(await readFile(join(fixtures, `${part}-${version}.sql`), 'utf8'))
    await client.end()
  }
}

const versions = {
  '0.1.0': loadFirst,
  '0.2.0': (databaseUrl: string) => loadDumps(databaseUrl, '0.2.0'),
} as const

for (const [version, load] of Object.entries(versions))
  t.test(`data of ${version} is opened and sound`, async t => {
    const databaseUrl = await createTestDatabase(t)
    await load(databaseUrl)
    const home = await createHome(t)
    const access = await readFile(join(fixtures, `access-${version}.json`), 'utf8')
    const { tokenKeys, secret }: { tokenKeys: string; secret: string } = JSON.parse(access)
    await mkdir(join(home.folder, 'data'), { mode: 0o700 })
    await writeFile(join(home.folder, 'data', 'token-keys'), tokenKeys, { mode: 0o600 })
    const app = await startDecklog(t, home, { DECKLOG_DATABASE_URL: databaseUrl })
    const read = async (path: string): Promise<Response> =>
      fetch(app.url + path, { headers: { authorization: `Bearer ${secret}` } })

    const runs = await read('/api/v1/gsd-runs')
    t.equal(runs.status, 200, 'a token of then is known')
    t.match(JSON.stringify(await runs.json()), /"run_name":"delivery"/)
    t.match(await (await read('/api/v1/disks')).text(), /"host":"vm"/)
    const board = await read('/api/v1/boards/5a0e3c9b-8c5f-4d8e-9b53-0d1a4c6f0001')
    t.match(await board.text(), /"slug":"delivery"/)
    t.match((await app.get('/api/v1/tokens')).body, { tokens: [{}, {}] })
    t.match(await app.post('/api/v1/tokens', { name: 'new', kind: 'service', scopes: ['read'] }), {
      status: 201,
    })
    for (const model of ['boards', 'gsd-runs', 'disk-status']) {
      const { body } = await app.post(`/api/v1/projections/${model}/verify`, {})
      t.match(body, { kind: 'result', differences: 0 }, `${model} is sound`)
    }
    await app.stop()

    const verified = await decklog(['ledger', 'verify'], { DECKLOG_DATABASE_URL: databaseUrl })
    t.match(verified.stdout, /^The ledger is sound/)
    t.equal(verified.code, 0)
  })
