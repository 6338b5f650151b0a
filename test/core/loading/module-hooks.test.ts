import { cp, mkdir, readdir, readFile, realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { packageRoot } from '../../../core/config/package-root.ts'
import { discoverBuiltIn, discoverExtension } from '../../../core/loading/discover-plugins.ts'
import { assemble } from '../../../core/loading/load-installation.ts'
import { loadSettings } from '../../../core/config/config.ts'
import { rehearse } from '../../../core/loading/rehearse.ts'

// What an extension imports is what Decklog itself uses, whatever is installed beside it.

/** A package of another version, as an extension may have it installed. */
const other = (name: string, exported: string): Readonly<Record<string, string>> => ({
  'package.json': JSON.stringify({ name, version: '9.9.9', type: 'module', exports: './main.js' }),
  'main.js': exported,
})

const plugin = `import { definePlugin, DecklogError, Joi as theirs, shapes, defineEvent, eventSpecs } from 'decklog'
import Joi from 'joi'
import dependency from 'dependency'
const measured = defineEvent({ type: 'tank.Measured', summary: 'S.', data: shapes.record({ litres: shapes.shape(Joi.number().description('How much.'), 1) }) })
export default definePlugin({
  name: 'tank', version: '1.0.0', events: eventSpecs(measured), streams: { tank: {} },
  config: theirs.object({ a: Joi.number().default(1).description('A.') }).concat(Joi.object({ b: theirs.any().default(dependency).description('B.') })),
  create: () => { throw new DecklogError('DECKLOG_REFUSED', 'no') },
})`

t.test('is the Decklog and the Joi that run; a dependency keeps its own Joi', async t => {
  const from = await realpath(
    t.testdir({
      'package.json': '{"type":"module"}',
      'plugin.js': plugin,
      node_modules: {
        decklog: other('decklog', "throw new Error('another Decklog')"),
        joi: other('joi', "throw new Error('another Joi')"),
        dependency: {
          ...other('dependency', "export { default } from 'joi'"),
          node_modules: { joi: other('joi', "export default 'its own'") },
        },
      },
    }),
  )
  const { plugins } = await discoverExtension({ from })
  const [tank] = plugins
  t.strictSame(tank?.config.validate({}).value, { a: 1, b: 'its own' })
  t.throws(() => tank?.create(Object()), { code: 'DECKLOG_REFUSED', name: 'DecklogError' })
})

t.test('a guard in TypeScript needs no build, and its faults keep their lines', async t => {
  const from = t.testdir({
    'guard.ts': `import { defineGuard, type Reading } from 'decklog'
const none: readonly Reading[] = []

if (none.length === (0 as number)) throw new Error('line four')
export default defineGuard({ name: 'none', version: '1', summary: 'S.', every: 1, read: () => none })`,
  })
  const error: Error = await discoverExtension({ from }).then(
    () => new Error('it was loaded'),
    (failed: Error) => failed,
  )
  t.match(error, { code: 'DECKLOG_PLUGIN_INVALID', message: /line four/ })
  t.match(Object(error.cause).stack, /guard\.ts:4:\d+/)
})

async function copyOutside(t: Test): Promise<string> {
  const folder = await realpath(t.testdir({ 'package.json': '{"type":"module"}' }))
  const dist = join(packageRoot, 'dist')
  const parts = [
    'plugins/disk',
    ...(await readdir(join(dist, 'projections')))
      .filter(name => name.startsWith('disk-'))
      .map(name => `projections/${name}`),
  ]
  for (const part of parts) {
    await mkdir(join(folder, part), { recursive: true })
    await cp(join(dist, part), join(folder, part), { recursive: true })
  }
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of files.filter(({ name }) => name.endsWith('.js'))) {
    const file = join(entry.parentPath, entry.name)
    const text = await readFile(file, 'utf8')
    await writeFile(
      file,
      text.replaceAll(/from '(?:\.\.\/)+core\/(?:plugin|check)-api\.js'/g, "from 'decklog'"),
    )
  }
  return folder
}

t.test('disk runs from elsewhere as it does from here: no plugin has what others lack', async t => {
  const loaded = await loadSettings({ env: {}, cwd: packageRoot })
  const outside = await discoverExtension({ from: await copyOutside(t) })
  t.match(outside.plugins, [{ name: 'disk' }])
  t.ok(outside.projections.length >= 3)
  const builtIn = await discoverBuiltIn()
  const isOutside = (name: string): boolean =>
    outside.projections.some(({ projection }) => projection.name === name)
  const rest = {
    ...builtIn,
    plugins: builtIn.plugins.filter(({ name }) => name !== 'disk'),
    projections: builtIn.projections.filter(({ projection: { name } }) => !isOutside(name)),
  }
  const installation = assemble([rest, outside], loaded)
  const disk = rehearse(installation, loaded).find(({ plugin: { name } }) => name === 'disk')
  t.ok(outside.plugins.some(one => one === disk?.plugin))
  t.match(disk?.contribution, { gates: [{ name: 'disk' }] })
})
