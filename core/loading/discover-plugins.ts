import { dirname } from 'node:path'
import { placeApart } from '../readmodel/read-model.ts'
import type { Extension } from '../settings.ts'
import type { Discovered, Pack } from './discovered.ts'
import { gatherParts } from './gather-parts.ts'
import { findExtension } from './find-extension.ts'
import { loadFile, loadFolder, notMet } from './load-modules.ts'
import { shareModules } from './share-modules.ts'
import { checkContractRange } from './contract-range.ts'

/** Loads the plugins and projections of a folder that holds `plugins/` and `projections/`; default: core's neighbours. */
export function discoverBuiltIn(root = dirname(dirname(import.meta.dirname))): Promise<Pack> {
  return loadFolder(root, 'built-in')
}

/** Loads an extension, whose tables have a schema of their own; DECKLOG_PLUGIN_INVALID says what of it cannot be found, loaded or used, and why. */
export async function discoverExtension({ from }: Pick<Extension, 'from'>): Promise<Pack> {
  const { path, kind } = await findExtension(from)
  shareModules([kind === 'folder' ? path : dirname(path)])
  await checkContractRange(path, from)
  if (kind === 'file') return loadFile(path, from)
  const pack = await loadFolder(path, from)
  if (pack.plugins.length + pack.projections.length === 0)
    throw notMet(`extension ${from} has neither a plugin nor a projection`)
  const projections = pack.projections.map(one => {
    return { ...one, projection: placeApart(one.projection) }
  })
  return { ...pack, projections }
}

/** Puts together what lies in several places; DECKLOG_PLUGIN_INVALID names both where two have one name. */
export function mergePacks(packs: readonly Pack[]): Discovered {
  refuseDoubles(
    'plugins',
    packs.flatMap(({ from, plugins }) => plugins.map(({ name }) => ({ from, name }))),
  )
  refuseDoubles(
    'projections',
    packs.flatMap(({ from, projections }) =>
      projections.map(({ projection }) => ({ from, name: projection.name })),
    ),
  )
  const plugins = gatherParts(packs.flatMap(one => one.plugins).sort(byName))
  const projections = packs
    .flatMap(one => one.projections)
    .sort((a, b) => byName(a.projection, b.projection))
  refuseMissing({ packs, plugins, projections })
  return { packs, plugins, projections }
}

interface Named {
  readonly from: string
  readonly name: string
}

function refuseDoubles(what: string, named: readonly Named[]): void {
  const owners = new Map<string, string>()
  for (const { from, name } of named) {
    const other = owners.get(name)
    if (other !== undefined) throw notMet(`two ${what} are called ${name}: ${other} and ${from}`)
    owners.set(name, from)
  }
}

function refuseMissing({ plugins, projections }: Discovered): void {
  const names = new Set(projections.map(one => one.projection.name))
  for (const { name, needs = [] } of plugins) {
    const missing = needs.find(need => !names.has(need))
    if (missing) throw notMet(`plugin ${name} needs the projection ${missing}, which is missing`)
  }
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1
}
