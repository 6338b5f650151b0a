import { join } from 'node:path'
import t from 'tap'
import { packageRoot } from '../../../core/config/package-root.ts'
import {
  discoverBuiltIn,
  discoverExtension,
  mergePacks,
} from '../../../core/loading/discover-plugins.ts'
import type { Discovered } from '../../../core/loading/discovered.ts'
import { configurePlugins } from '../../../core/loading/load-installation.ts'

const fixtures = join(packageRoot, 'test/fixtures/extensions')
const at = (name: string): string => join(fixtures, name)

async function discover(...extensions: readonly string[]): Promise<Discovered> {
  const packs = []
  for (const from of extensions) packs.push(await discoverExtension({ from }))
  return mergePacks(packs)
}
const refused = (message: RegExp): { readonly code: string; readonly message: RegExp } => ({
  code: 'DECKLOG_PLUGIN_INVALID',
  message,
})

t.test('finds what lies beside core', async t => {
  const { plugins, projections } = await discoverBuiltIn()
  t.ok(plugins.some(plugin => plugin.name === 'disk'))
  t.ok(projections.some(one => one.projection.name === 'disk-status' && one.routes))
})

t.test('loads a folder with a plugin, its projections and their routes', async t => {
  const { plugins, projections } = await discover(at('tank'))
  t.match(plugins, [{ name: 'tank' }])
  t.match(projections, [{ projection: { name: 'tank-levels' }, routes: Function }])
})

t.test('loads a module that exports a plugin, and sorts all by name', async t => {
  const { plugins } = await discover(at('tank'), at('single.js'))
  t.strictSame(
    plugins.map(plugin => plugin.name),
    ['single', 'tank'],
  )
})

t.test('takes a path from the working directory', async t => {
  t.equal((await discover('./test/fixtures/extensions/single.js')).plugins.length, 1)
})

t.test('finds a package by its name', async t => {
  const cwd = t.testdir({
    node_modules: {
      'decklog-tank': {
        'package.json': JSON.stringify({ name: 'decklog-tank', type: 'module', main: 'main.js' }),
        'main.js': `export { default } from ${JSON.stringify(at('single.js'))}`,
      },
      'decklog-folder': {
        'package.json': JSON.stringify({ name: 'decklog-folder', type: 'module' }),
        'plugin.js': `export { default } from ${JSON.stringify(at('single.js'))}`,
      },
    },
  })
  const home = process.cwd()
  process.chdir(cwd)
  t.teardown(() => process.chdir(home))
  t.match(await discover('decklog-tank'), { plugins: [{ name: 'single' }] })
  t.match(await discover('decklog-folder'), { plugins: [{ name: 'single' }] })
})

t.test('says which plugin is at fault, and all that is wrong with it', async t => {
  await t.rejects(discover(at('broken')), {
    code: 'DECKLOG_PLUGIN_INVALID',
    message: /broken\/plugin\.js/,
    fields: [{ field: 'name' }, { field: 'config' }, { field: 'create' }],
  })
  await t.rejects(discover(at('throwing.js')), refused(/throwing\.js.*boom/))
})

t.test('refuses an extension that is not there or holds nothing', async t => {
  await t.rejects(discover(at('nowhere')), refused(/nowhere/))
  await t.rejects(discover('decklog-nowhere'), refused(/decklog-nowhere/))
  await t.rejects(discover(at('empty')), refused(/neither/))
})

t.test('refuses two of one name', async t => {
  await t.rejects(discover(at('single.js'), at('doubled')), refused(/two plugins.*single/))
})

t.test('names the projection that a plugin needs and nobody brings', async t => {
  await t.rejects(discover(at('lonely.js')), refused(/lonely.*nowhere/))
})

t.test('gives a plugin its configuration and so its streams', async t => {
  const { plugins } = await discover(at('tank'))
  const [tank] = configurePlugins(plugins, plugin => plugin.config.validate({ litres: 7 }).value)
  t.strictSame(tank?.source.streams, { tankLevel: { maxCount: 7 } })
})
