import { dirname } from 'node:path'
import type { LoadedSettings } from '../config/config.ts'
import { createEventCatalog } from '../events/event-catalog.ts'
import type { GuardPlugin } from '../guarding/define-guard.ts'
import { discoverBuiltIn, discoverExtension } from '../loading/discover-plugins.ts'
import type { Pack } from '../loading/discovered.ts'
import { findExtension } from '../loading/find-extension.ts'
import { assemble } from '../loading/load-installation.ts'
import { rehearse } from '../loading/rehearse.ts'
import type { Plugin } from '../plugin.ts'
import type { Promised } from './contract.ts'
import { goldenPromises, writeGolden } from './golden-events.ts'
import { guardPromises } from './guard-contract.ts'
import { type PluginManifest, readManifest } from './manifest.ts'
import { pluginPromises } from './plugin-contract.ts'
import { projectionPromises } from './projection-contract.ts'
import { runPromises } from './run-promises.ts'

/** An extension that is to be looked at. */
export interface PackToCheck {
  readonly pack: Pack
  readonly folder: string
  readonly manifest: PluginManifest
}

/** Loads an extension to look at it; DECKLOG_PLUGIN_INVALID says why it cannot be loaded. */
export async function loadPackToCheck(from: string): Promise<PackToCheck> {
  const { path, kind } = await findExtension(from)
  const folder = kind === 'folder' ? path : dirname(path)
  return { pack: await discoverExtension({ from }), folder, manifest: await readManifest(folder) }
}

/** Everything that an extension promises; `loaded` is what a Decklog with nothing configured has. */
export async function packPromises(
  { pack, folder, manifest }: PackToCheck,
  loaded: LoadedSettings,
): Promise<readonly Promised[]> {
  const builtIn = await discoverBuiltIn()
  const fits: Promised = {
    says: 'fits beside all that Decklog has: owners, names, routes and gates',
    check: () => void rehearse(assemble([builtIn, pack], loaded), loaded),
  }
  const { sources } = assemble([builtIn], loaded)
  const known = createEventCatalog(sources).entries.map(({ type, spec }) => [type, spec] as const)
  const own = pack.plugins.flatMap(({ events }) => Object.entries(events))
  const specs = Object.fromEntries([...known, ...own])
  const projections = pack.projections.map(one => one.projection)
  return [
    fits,
    ...pack.plugins.flatMap(plugin => ofPlugin(plugin, { pack, folder, manifest })),
    ...projections.flatMap(one =>
      projectionPromises(one, specs, manifest.decisions ? { decisions: manifest.decisions } : {}),
    ),
  ]
}

/** Writes the golden files that are missing, and answers their names. */
export async function writeGoldenFiles({ pack, folder }: PackToCheck): Promise<readonly string[]> {
  const written = []
  for (const plugin of pack.plugins)
    if (!plugin.guard) written.push(...(await writeGolden(plugin, folder)))
  return written
}

function ofPlugin(plugin: Plugin, { pack, folder, manifest }: PackToCheck): readonly Promised[] {
  const { eventsPerDay } = manifest
  const projections = pack.projections.map(one => one.projection)
  const running = runPromises(plugin, { projections, eventsPerDay })
  // The events of a guard are core's to keep.
  if (isGuard(plugin)) return [...guardPromises(plugin), ...running]
  return [...pluginPromises(plugin), ...goldenPromises(plugin, folder), ...running]
}

function isGuard(plugin: Plugin): plugin is GuardPlugin & Plugin {
  return plugin.guard !== undefined
}
