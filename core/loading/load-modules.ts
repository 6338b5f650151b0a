import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DecklogError, messageOf } from '../errors.ts'
import { isolateRead } from '../isolating/isolate-read.ts'
import type { Plugin } from '../plugin.ts'
import { checkPlugin, checkProjection } from './check-contract.ts'
import type { DiscoveredProjection, Pack } from './discovered.ts'
import { findModule, subfolders } from './find-modules.ts'
import { notePluginCode } from './plugin-code.ts'

/** What the module of a plugin may be called: a guard is a plugin that core makes the most of. */
export const pluginFiles = ['plugin', 'guard'] as const

/** Loads what a folder holds: a plugin or projection in itself, and those of its `plugins/` and `projections/`. */
export async function loadFolder(folder: string, from: string): Promise<Pack> {
  const pluginFolders = [folder, ...(await subfolders(join(folder, 'plugins')))]
  const projectionFolders = [folder, ...(await subfolders(join(folder, 'projections')))]
  const plugins = await Promise.all(pluginFolders.map(importPlugin))
  const projections = await Promise.all(projectionFolders.map(importProjection))
  return { from, plugins: plugins.flat(), projections: projections.flat() }
}

/** Loads a module whose default export is a plugin. */
export async function loadFile(file: string, from: string): Promise<Pack> {
  return { from, plugins: [await importPluginFile(file)], projections: [] }
}

/** The error of what does not meet its contract. */
export function notMet(message: string, cause?: unknown): DecklogError {
  return new DecklogError('DECKLOG_PLUGIN_INVALID', message, { cause })
}

async function importPlugin(folder: string): Promise<Plugin[]> {
  for (const name of pluginFiles) {
    const file = await findModule(folder, name)
    if (file) return [await importPluginFile(file, folder)]
  }
  return []
}

async function importPluginFile(file: string, code = file): Promise<Plugin> {
  const plugin = await importDefault(file)
  checkPlugin(plugin, file)
  isolateRead(plugin.guard, { file, folder: dirname(file) })
  notePluginCode(plugin, code)
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
  if (!isRoutes(routes)) throw notMet(`${routesFile} exports no function as default`)
  return [{ projection, routes }]
}

async function importDefault(file: string): Promise<unknown> {
  try {
    const module: { readonly default?: unknown } = await import(pathToFileURL(file).href)
    return module.default
  } catch (error) {
    throw notMet(`${file} cannot be loaded: ${messageOf(error)}${hint(error)}`, error)
  }
}

function hint(error: unknown): string {
  const isScript = error instanceof SyntaxError && /outside a module/.test(error.message)
  return isScript ? '; name it .mjs, or put "type": "module" into its package.json' : ''
}

function isRoutes(value: unknown): value is NonNullable<DiscoveredProjection['routes']> {
  return typeof value === 'function'
}
