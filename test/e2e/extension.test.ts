import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { packageRoot } from '../../core/config/package-root.ts'
import { configure, createHome, decklog, startDecklog, until } from '../support/decklog-process.ts'

t.test(
  'an external plugin with a projection, routes and a gate runs as the built-in ones do',
  async t => {
    const example = join(packageRoot, 'examples', 'load-guard')
    const config = { extensions: [example], plugins: { load: { intervalSeconds: 1 } } }
    const app = await startDecklog(t, await createHome(t, config))
    const loads = async () => (await app.get('/api/v1/loads')).body['loads']
    await until(async () => JSON.stringify(await loads()).includes('one_minute'))
    t.match(await app.post('/api/v1/gates/load', {}), { body: { decision: /allow|deny/ } })
    t.match((await app.get('/openapi.json')).body, { paths: { '/api/v1/loads': { get: {} } } })
    await app.stop()
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
