import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { runCommandLine } from '../../../core/cli/run-command-line.ts'
import { loadSettings } from '../../../core/config/config.ts'
import type { Installation } from '../../../core/loading/installation.ts'
import { loadInstallation } from '../../../core/loading/load-installation.ts'
import { extensionHealth } from '../../../core/loading/plugin-routes.ts'

const pluginOf = (name: string, more = ''): string => `import { definePlugin, Joi } from 'decklog'
export default definePlugin({
  name: '${name}', version: '1.0.0', config: Joi.object({ litres: Joi.number().default(1).description('How much.') }),
  events: {}, streams: { ${name}: {} }, create: () => ({}), ${more}
})`

async function load(
  t: Test,
  files: Readonly<Record<string, string>>,
  { extensions, plugins = {} }: { readonly extensions: unknown; readonly plugins?: object },
): Promise<Installation> {
  const cwd = t.testdir({ 'package.json': '{"type":"module"}', ...files })
  const text = JSON.stringify({ extensions, plugins }).replaceAll('./', `${cwd}/`)
  await writeFile(join(cwd, 'decklog.yml'), text)
  return loadInstallation(await loadSettings({ env: {}, cwd }), 'verified')
}

const optional = (from: string): object => ({ from, load: 'optional' })

t.test('takes required and optional extensions, whose `decklog` is this one', async t => {
  const files = { 'a.js': pluginOf('tank'), 'b.js': pluginOf('pool') }
  const { packs, plugins, skipped } = await load(t, files, {
    extensions: ['./a.js', optional('./b.js')],
    plugins: { pool: { litres: 7 } },
  })
  t.match(plugins.find(({ plugin }) => plugin.name === 'pool')?.config, { litres: 7 })
  t.match(packs, [{ from: 'built-in' }, { from: /a\.js$/ }, { from: /b\.js$/ }])
  t.strictSame(skipped, [])
})

const faults: Readonly<Record<string, readonly [string, RegExp]>> = {
  'is not there': ['', /does not exist/],
  'cannot be read': ['} broken', /cannot be loaded/],
  throws: ["throw new Error('no licence')", /no licence/],
  'is no plugin': ['export default {}', /name/],
  'has a name that is taken': [
    pluginOf('disk'),
    /two plugins are called disk: built-in and .*b\.js/,
  ],
  'has a stream that is taken': [
    pluginOf('pool', 'streams: { diskSample: {} },'),
    /plugin pool: stream category diskSample belongs to disk/,
  ],
  'is configured wrongly': [
    pluginOf('pool', "config: Joi.object({ x: Joi.number().required().description('X.') }),"),
    /plugins\.pool\.x/,
  ],
  'cannot be created': [
    pluginOf('pool', "create: () => { throw new Error('no device') },"),
    /pool.*no device/,
  ],
  'does not fit this machine': [
    pluginOf('pool', "create: () => ({ verify: async () => { throw new Error('no sensor') } }),"),
    /pool.*no sensor/,
  ],
  'has a route of core': [
    pluginOf(
      'pool',
      "create: () => ({ routes: [{ method: 'GET', path: '/api/v1/gates', scope: 'read', summary: 'S.', tags: [], response: Joi.any(), handle: async () => ({}) }] }),",
    ),
    /pool.*\/api\/v1\/gates/,
  ],
}

for (const [what, [module, reason]] of Object.entries(faults))
  t.test(`an optional extension that ${what} is left out, and told of`, async t => {
    const files = { 'a.js': pluginOf('tank'), ...(module === '' ? {} : { 'b.js': module }) }
    const installation = await load(t, files, {
      extensions: [optional('./b.js'), optional('./a.js')],
    })
    t.ok(
      installation.plugins.some(({ plugin }) => plugin.name === 'tank'),
      'others are there',
    )
    t.match(installation.skipped, [{ extension: { from: /b\.js$/ }, reason }])
    t.match(extensionHealth(installation).health(), [
      { name: /^extension:.*b\.js$/, state: 'degraded', reason },
    ])
    await t.rejects(
      load(t, files, { extensions: ['./b.js', './a.js'] }).then(() => {
        // What a required plugin cannot verify ends the start a little later.
        if (!/create|fit|route/.test(what)) throw new Error('it was taken')
        throw Object.assign(new Error(), { code: 'DECKLOG_PLUGIN_INVALID' })
      }),
      { code: /DECKLOG_(PLUGIN|CONFIG)_INVALID/ },
      'a required one stops the start',
    )
  })

t.test('a section of no plugin is refused, unless it may be that of one left out', async t => {
  const plugins = { tnak: {} }
  const files = { 'a.js': pluginOf('tank') }
  await t.rejects(load(t, files, { extensions: ['./a.js'], plugins }), {
    ...{ code: 'DECKLOG_CONFIG_INVALID', message: /did you mean tank/ },
  })
  t.ok(await load(t, files, { extensions: ['./a.js', optional('./b.js')], plugins }))
})

t.test('config check tells of an optional one and finds nothing wrong', async t => {
  const cwd = t.testdir({ 'decklog.yml': 'extensions: [{ from: ./gone, load: optional }]' })
  const told: string[] = []
  const print = (text: string): void => void told.push(text)
  const words = ['config', 'check']
  t.equal(await runCommandLine({ words, env: {}, cwd, print, printError: print }), 0)
  t.match(told.join(''), /optional extension \.\/gone cannot be loaded.*\n.*is valid/)
})

t.test('refuses what is neither a text nor an extension', async t => {
  const wrong = load(t, {}, { extensions: [{ from: './a', load: 'maybe' }] })
  await t.rejects(wrong, { code: 'DECKLOG_CONFIG_INVALID', message: /extensions/ })
})
