import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { packageRoot } from '../../core/config/package-root.ts'
import { createDatabase } from '../../postgres/database.ts'
import { configure, createHome, decklog, startDecklog, until } from '../support/decklog-process.ts'
import { createTestDatabase } from '../support/postgres.ts'
import { silentLog } from '../support/silent-log.ts'

t.test(
  'an external plugin with a projection, routes and a gate runs as the built-in ones do',
  async t => {
    const databaseUrl = await createTestDatabase(t)
    const example = join(packageRoot, 'examples', 'load-guard')
    const config = { extensions: [example], plugins: { load: { intervalSeconds: 1 } } }
    const home = await createHome(t, config)
    const environment = { DECKLOG_DATABASE_URL: databaseUrl }
    const app = await startDecklog(t, home, environment)
    const loads = async () => (await app.get('/api/v1/loads')).body['loads']
    await until(async () => JSON.stringify(await loads()).includes('one_minute'))
    t.match(await app.post('/api/v1/gates/load', {}), { body: { decision: /allow|deny/ } })
    t.match((await app.get('/openapi.json')).body, { paths: { '/api/v1/loads': { get: {} } } })

    const database = createDatabase(databaseUrl, { log: silentLog, applicationName: 'test' })
    t.teardown(() => database.close())
    const schemasOf = async (table: string): Promise<readonly unknown[]> => {
      const text = 'select schemaname from pg_tables where tablename = $1'
      return (await database.query<{ schemaname: string }>(text, [table])).map(
        ({ schemaname }) => schemaname,
      )
    }
    t.strictSame(await schemasOf('load_status_v1_1'), ['decklog_extensions'])
    t.strictSame(await schemasOf('disk_status_v2_1'), ['public'], 'not those of built-in ones')
    const { events } = (await app.get('/api/v1/events?type=load.Sampled&limit=1')).body
    const [first] = events as { position: string; data: { oneMinute: number } }[]
    const { position = '', data } = first ?? {}
    const then = (await app.get(`/api/v1/loads?as_of=${position}`)).body['loads']
    t.match(then, [{ one_minute: data?.oneMinute }], 'its rows, as they were')
    const before = BigInt(position) - 1n
    t.strictSame((await app.get(`/api/v1/loads?as_of=${before}`)).body['loads'], [])
    t.match(await app.post(`/api/v1/gates/load?as_of=${before}`, {}), {
      body: { decision: 'deny', reasons: [{ code: 'load_unknown' }] },
    })
    await app.stop()

    // Where 0.2.0 had them.
    for (const name of ['load_status_v1', 'load_status_v1_1'])
      await database.query(`alter table decklog_extensions.${name} set schema public`)
    const later = await startDecklog(t, home, environment)
    t.strictSame(await schemasOf('load_status_v1_1'), ['decklog_extensions'])
    const asOf = await later.get(`/api/v1/loads?as_of=${new Date().toISOString()}`)
    t.match(JSON.stringify(asOf.body), /one_minute/, 'its past is read')
    t.match(await later.post('/api/v1/projections/load-status/verify', {}), {
      body: { kind: 'result', differences: 0 },
    })
    await later.stop()
  },
)

/** Copies the example to where nothing of this package is found. */
async function copyExample(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'decklog-extension-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  await cp(join(packageRoot, 'examples', 'load-guard'), folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{"name":"load-guard","type":"module"}')
  return folder
}

/** Installs another patch version of Joi there. */
async function installJoi(folder: string): Promise<void> {
  const modules = join(packageRoot, 'node_modules')
  for (const name of ['joi', '@hapi', '@standard-schema'])
    await cp(join(modules, name), join(folder, 'node_modules', name), {
      ...{ recursive: true, dereference: true },
    })
  const file = join(folder, 'node_modules', 'joi', 'package.json')
  const manifest = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, JSON.stringify({ ...manifest, version: '18.99.1' }))
}

for (const [how, prepare] of [
  ['finds Joi and RxJS here when it brings none', async () => {}],
  ['may bring a Joi of its own, of another version', installJoi],
] as const)
  t.test(`an external plugin outside this package ${how}`, async t => {
    const folder = await copyExample(t)
    await prepare(folder)
    const config = {
      extensions: [folder],
      plugins: { load: { intervalSeconds: 1, denyAbove: 1e-9 } },
    }
    const home = await createHome(t, config)
    t.match(await decklog(['config', 'check', '--config', home.configFile]), { code: 0 })
    const app = await startDecklog(t, home)
    const loads = async () => (await app.get('/api/v1/loads')).body['loads']
    await until(async () => JSON.stringify(await loads()).includes('one_minute'))
    t.match(await app.post('/api/v1/gates/load', {}), { body: { decision: 'deny' } })
    t.match(await app.post('/api/v1/gates/load', { nonsense: 1 }), {
      ...{ status: 422, body: { code: 'DECKLOG_VALIDATION' } },
    })
    t.match((await app.get('/openapi.json')).body, { paths: { '/api/v1/loads': { get: {} } } })
    await app.stop()
    await configure(home, { ...config, plugins: { load: { intervalSeconds: 0 } } })
    const wrong = await decklog(['config', 'check', '--config', home.configFile])
    t.match(wrong, { code: 1, stdout: /plugins\.load\.intervalSeconds/ })
  })
