import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createApp } from '../../../core/app.ts'
import { runCommandLine } from '../../../core/cli/run-command-line.ts'
import { loadSettings } from '../../../core/config/config.ts'
import { silentLog } from '../../support/silent-log.ts'

// What would start with state ok and not work is refused, by a start and by `config check` alike.

interface Parts {
  /** In the place of what the plugin contributes. */
  readonly contributes?: string
  /** Members of the plugin that replace its own. */
  readonly plugin?: string
  /** Members of the projection that replace its own. */
  readonly projection?: string
  readonly routes?: string
}

const files = ({ contributes = '{}', plugin = '', projection = '', routes }: Parts) => ({
  'package.json': '{"type":"module"}',
  'plugin.js': `import Joi from 'joi'
const route = { method: 'GET', path: '/api/v1/tanks', scope: 'read', summary: 'S.', tags: [], response: Joi.any(), handle: async () => ({ body: {} }) }
export default {
  name: 'tank', version: '1.0.0', config: Joi.object({}),
  events: { 'tank.Measured': { summary: 'S.', schemaVersion: 1, data: Joi.object({ litres: Joi.number().required().description('How much.') }), example: { litres: 1 } } },
  streams: { tank: {} },
  create: () => (${contributes}),
  ${plugin}
}`,
  projections: {
    'tank-levels': {
      'projection.js': `export default {
  name: 'tank-levels', version: 1, columns: { litres: 'double precision' },
  keys: event => [event.stream], on: { 'tank.Measured': (_row, event) => event.data },
  ${projection}
}`,
      ...(routes === undefined ? {} : { 'routes.js': routes }),
    },
  },
})

async function refusals(t: Test, parts: Parts): Promise<readonly (string | undefined)[]> {
  const cwd = t.testdir({ tank: files(parts) })
  const file = join(cwd, 'decklog.yml')
  const yaml = `extensions: [${join(cwd, 'tank')}]\nport: 0\ndataDir: ${join(cwd, 'data')}\n`
  await writeFile(file, yaml)
  let out = ''
  const print = (text: string): void => void (out += text)
  const words = ['config', 'check', '--config', file, '--json']
  const code = await runCommandLine({ words, env: {}, cwd, print, printError: print })
  const found = code === 1 ? String(JSON.parse(out).problems[0]?.message) : undefined
  const loaded = await loadSettings({ env: {}, cwd, file })
  const started = await createApp({ loaded, log: silentLog }).then(
    () => undefined,
    (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
  )
  return [found, started]
}

t.test('takes a plugin in order', async t => {
  const contributes = `{
    routes: [route], gauges: [{ name: 'tank_litres', summary: 'S.', labels: [], read: async () => [] }],
    sweeps: [{ name: 'look', everySeconds: 1, run: async () => {} }],
    reactsTo: { 'tank.Measured': async () => {}, 'disk.PressureChanged': async () => {} },
  }`
  t.strictSame(await refusals(t, { contributes }), [undefined, undefined])
})

const sweep = "{ name: 'look', everySeconds: 1, run: async () => {} }"
const gauge = "{ name: 'tank_litres', summary: 'S.', labels: [], read: async () => [] }"
const command = "{ name: 'tank show', summary: 'S.', run: async () => 0 }"
const gate = "{ name: 'disk', summary: 'S.', question: Joi.object({}), answer: async () => ({}) }"
const routesOf = (members: string): string =>
  `import Joi from 'joi'
export default () => [{ method: 'GET', path: '/api/v1/levels', scope: 'read', summary: 'S.', tags: [], response: Joi.any(), handle: async () => ({ body: {} }), ${members} }]`

const broken: Readonly<Record<string, readonly [Parts, RegExp]>> = {
  'a projection of events that nobody declares': [
    { projection: "on: { 'tank.Mesured': row => row }" },
    /tank-levels.*tank\.Mesured/,
  ],
  'a projection of events of a plugin that is not there': [
    { projection: "on: { 'pool.Measured': row => row }" },
    /tank-levels.*pool\.Measured/,
  ],
  'an index of a column that is not there': [
    { projection: "indexes: [['liters']]" },
    /tank-levels.*liters/,
  ],
  'an unknown event in reactsTo': [
    { contributes: "{ reactsTo: { 'disk.Nope': async () => {} } }" },
    /tank.*disk\.Nope/,
  ],
  'a scope that there is not': [
    { contributes: "{ routes: [{ ...route, scope: 'reed' }] }" },
    /tank.*\/api\/v1\/tanks.*reed/,
  ],
  'a scope that there is not, of a projection': [
    { routes: routesOf("scope: 'reed'") },
    /\/api\/v1\/levels.*reed/,
  ],
  'a route that shows no projection': [
    { contributes: "{ routes: [{ ...route, shows: ['tank-level'] }] }" },
    /tank.*tank-level\b/,
  ],
  'a route that is there twice': [
    { contributes: '{ routes: [route, route] }' },
    /\/api\/v1\/tanks/,
  ],
  'a route of another plugin': [
    { contributes: "{ routes: [{ ...route, path: '/api/v1/gsd-runs/{id}', method: 'PATCH' }] }" },
    /gsd-runs/,
  ],
  'an example that breaks its schema': [
    {
      plugin:
        "events: { 'tank.Measured': { summary: 'S.', schemaVersion: 1, data: Joi.object({ litres: Joi.number().required() }), example: { liters: 1 } } },",
    },
    /tank.*example.*tank\.Measured.*liters/,
  ],
  'a version that nothing upcasts': [
    {
      plugin:
        "events: { 'tank.Measured': { summary: 'S.', schemaVersion: 3, upcasters: { 2: d => d }, data: Joi.object({}), example: {} } },",
    },
    /tank.*version 1 of tank\.Measured/,
  ],
  'streams that throw': [{ plugin: "streams: () => { throw '' }" }, /tank/],
  'a creation that throws': [{ contributes: "(() => { throw 'no' })()" }, /tank/],
  'a contribution that is none': [{ contributes: 'undefined' }, /tank/],
  'a sweep without a period': [
    { contributes: "{ sweeps: [{ name: 'look', run: async () => {} }] }" },
    /tank.*look/,
  ],
  'two sweeps of one name': [{ contributes: `{ sweeps: [${sweep}, ${sweep}] }` }, /tank.*look/],
  'two gauges of one name': [{ contributes: `{ gauges: [${gauge}, ${gauge}] }` }, /tank_litres/],
  'a gauge whose name is none': [
    { contributes: `{ gauges: [{ ...${gauge}, name: 'tank-litres' }] }` },
    /tank-litres/,
  ],
  'two commands of one name': [
    { contributes: `{ commands: [${command}, ${command}] }` },
    /tank show/,
  ],
  'a gate that another plugin has': [{ contributes: `{ gates: [${gate}] }` }, /tank.*disk/],
  'a gate of another shape': [
    { contributes: `{ gates: [{ ...${gate}, name: 'tank', answer: 'deny' }] }` },
    /tank.*gate tank.*answer/,
  ],
  'a question that nobody explains': [
    {
      contributes: `{ gates: [{ ...${gate}, name: 'tank', question: Joi.object({ at: Joi.any() }) }] }`,
    },
    /tank.*at .*gate tank.*description/,
  ],
  'an event that nobody explains': [
    {
      plugin:
        "events: { 'tank.Measured': { summary: 'S.', schemaVersion: 1, data: Joi.object({ litres: Joi.number().required() }), example: { litres: 1 } } },",
    },
    /tank.*litres of tank\.Measured.*description/,
  ],
  'a configuration that nobody explains': [
    { plugin: 'config: Joi.object({ litres: Joi.number().default(1) }),' },
    /tank.*litres.*configuration.*description/,
  ],
  'a route of core': [
    { contributes: "{ routes: [{ ...route, path: '/api/v1/gates/{name}' }] }" },
    /tank.*\/api\/v1\/gates.*core/,
  ],
  'a command of core': [
    { contributes: `{ commands: [{ ...${command}, name: 'token list' }] }` },
    /tank.*token list.*core/,
  ],
  'routes of a projection that throw': [
    { routes: "export default () => { throw new Error('boom') }" },
    /tank-levels.*boom/,
  ],
  'a configuration that it cannot verify': [
    { contributes: "{ verify: async () => { throw '' } }" },
    /tank/,
  ],
}

for (const [what, [parts, message]] of Object.entries(broken))
  t.test(`refuses ${what}`, async t => {
    const [found, started] = await refusals(t, parts)
    t.match(found, message, 'config check')
    // What a plugin verifies is looked at as the start goes on.
    if (!what.includes('verify')) t.match(started, message, 'start')
    if (!what.includes('verify')) t.match(started, /^DECKLOG_PLUGIN_INVALID/)
  })

t.test('leaves out for another machine what only that one can tell', async t => {
  const cwd = t.testdir({ tank: files({ contributes: "{ verify: async () => { throw 'no' } }" }) })
  const file = join(cwd, 'decklog.yml')
  await writeFile(file, `extensions: [${join(cwd, 'tank')}]\n`)
  const check = (...more: readonly string[]) =>
    runCommandLine({
      ...{ words: ['config', 'check', '--config', file, ...more], env: {}, cwd },
      ...{ print: () => {}, printError: () => {} },
    })
  t.equal(await check(), 1)
  t.equal(await check('--elsewhere'), 0)
})
