import { stat } from 'node:fs/promises'
import { createRequire, register } from 'node:module'
import { dirname, extname, isAbsolute, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkPlugin, checkProjection } from './check-contract.ts'
import type { Discovered, DiscoveredProjection } from './discovered.ts'
import { DecklogError, messageOf } from '../errors.ts'
import { findModule, subfolders } from './find-modules.ts'
import type { Plugin } from '../plugin.ts'

interface DiscoverOptions {
  /** Package names, or paths from the working directory, of further plugins and projections. */
  readonly extensions: readonly string[]
  /** The folder that holds `plugins/` and `projections/`; default: core's neighbours. */
  readonly root?: string
}

/** Loads and checks all plugins and projections; DECKLOG_PLUGIN_INVALID says which one is at fault and why. */
export async function discoverPlugins({ extensions, root }: DiscoverOptions): Promise<Discovered> {
  const folder = root ?? dirname(dirname(import.meta.dirname))
  const found = [await discoverFolder(folder)]
  if (extensions.length > 0) lendPackages()
  for (const extension of extensions) found.push(await discoverExtension(extension))
  const plugins = found.flatMap(one => one.plugins).sort(byName)
  const projections = found
    .flatMap(one => one.projections)
    .sort((a, b) => byName(a.projection, b.projection))
  refuseDoubles('plugin', plugins)
  refuseDoubles(
    'projection',
    projections.map(one => one.projection),
  )
  refuseMissing(plugins, projections)
  return { plugins, projections }
}

let lending: 'begun' | 'not yet' = 'not yet'

function lendPackages(): void {
  if (lending === 'begun') return
  lending = 'begun'
  register(`./lent-packages${extname(import.meta.url)}`, import.meta.url)
}

async function discoverFolder(folder: string): Promise<Discovered> {
  const pluginFolders = [folder, ...(await subfolders(join(folder, 'plugins')))]
  const projectionFolders = [folder, ...(await subfolders(join(folder, 'projections')))]
  const plugins = await Promise.all(pluginFolders.map(importPlugin))
  const projections = await Promise.all(projectionFolders.map(importProjection))
  return { plugins: plugins.flat(), projections: projections.flat() }
}

async function discoverExtension(extension: string): Promise<Discovered> {
  const path = await resolveExtension(extension)
  if ((await stat(path)).isDirectory()) {
    const found = await discoverFolder(path)
    if (found.plugins.length + found.projections.length > 0) return found
    throw invalid(`extension ${extension} has neither a plugin nor a projection`)
  }
  return { plugins: [await importPluginFile(path)], projections: [] }
}

async function resolveExtension(extension: string): Promise<string> {
  if (extension.startsWith('.') || isAbsolute(extension)) return existing(extension)
  // From the working directory, where its user installed it.
  const { resolve: find } = createRequire(resolve('decklog.yml'))
  for (const modules of find.paths(extension) ?? []) {
    const folder = join(modules, extension)
    if (await findModule(folder, 'plugin')) return folder
    if ((await subfolders(join(folder, 'projections'))).length > 0) return folder
  }
  try {
    return find(extension)
  } catch (error) {
    throw invalid(`extension ${extension} cannot be found: ${messageOf(error)}`, error)
  }
}

async function existing(path: string): Promise<string> {
  const absolute = resolve(path)
  await stat(absolute).catch((error: unknown) => {
    throw invalid(`extension ${path} does not exist`, error)
  })
  return absolute
}

async function importPlugin(folder: string): Promise<Plugin[]> {
  const file = await findModule(folder, 'plugin')
  return file ? [await importPluginFile(file)] : []
}

async function importPluginFile(file: string): Promise<Plugin> {
  const plugin = await importDefault(file)
  checkPlugin(plugin, file)
  return plugin
}

async function importProjection(folder: string): Promise<DiscoveredProjection[]> {
  const file = await findModule(folder, 'projection')
  if (!file) return []
  const projection = await importDefault(file)
  checkProjection(projection, file)
  const routesFile = await findModule(folder, 'routes')
  if (!routesFile) return [{ projection }]
  const routes = await importDefault(routesFile)
  if (!isRoutes(routes)) throw invalid(`${routesFile} exports no function as default`)
  return [{ projection, routes }]
}

async function importDefault(file: string): Promise<unknown> {
  try {
    const module: { readonly default?: unknown } = await import(pathToFileURL(file).href)
    return module.default
  } catch (error) {
    throw invalid(`${file} cannot be loaded: ${messageOf(error)}`, error)
  }
}

function isRoutes(value: unknown): value is NonNullable<DiscoveredProjection['routes']> {
  return typeof value === 'function'
}

function refuseDoubles(what: string, named: readonly { readonly name: string }[]): void {
  const double = named.find((one, index) => named.findIndex(n => n.name === one.name) < index)
  if (double) throw invalid(`two ${what}s are called ${double.name}`)
}

function refuseMissing(
  plugins: readonly Plugin[],
  projections: readonly DiscoveredProjection[],
): void {
  const names = new Set(projections.map(one => one.projection.name))
  for (const { name, needs = [] } of plugins) {
    const missing = needs.find(need => !names.has(need))
    if (missing) throw invalid(`plugin ${name} needs the projection ${missing}, which is missing`)
  }
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1
}

function invalid(message: string, cause?: unknown): DecklogError {
  return new DecklogError('DECKLOG_PLUGIN_INVALID', message, { cause })
}
