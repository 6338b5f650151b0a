import { systemClock } from '../clock.ts'
import type { LoadedSettings } from '../config/config.ts'
import { DecklogError, messageOf } from '../errors.ts'
import type { Route } from '../http/route.ts'
import type { ReadHost } from '../readmodel/read-host.ts'
import { checkContributions } from './check-contributions.ts'
import type { DiscoveredProjection } from './discovered.ts'
import { createIdle } from './idle-host.ts'
import type { Installation } from './installation.ts'
import type { LoadedPlugin } from './loaded-plugin.ts'

/**
 * Puts together what is installed as a start does, but without any server, and checks that it fits; DECKLOG_PLUGIN_INVALID names what
 * does not. Both a start and `decklog config check` come by here, so that the one refuses what the other does.
 */
export function rehearse(
  installation: Installation,
  loaded: LoadedSettings,
): readonly LoadedPlugin[] {
  const { projections, sources } = installation
  const created = createIdle(installation, loaded)
  checkContributions({
    plugins: created,
    routes: projections.flatMap(routesOf),
    projections: projections.map(({ projection }) => projection.name),
    eventTypes: new Set(sources.flatMap(({ events }) => Object.keys(events))),
  })
  return created
}

function routesOf({
  projection: { name: owner },
  routes,
}: DiscoveredProjection): readonly { readonly owner: string; readonly route: Route }[] {
  try {
    return (routes?.(idleReadHost) ?? []).map(route => ({ owner, route }))
  } catch (error) {
    const message = `projection ${owner} cannot tell its routes: ${messageOf(error)}`
    throw new DecklogError('DECKLOG_PLUGIN_INVALID', message, { cause: error })
  }
}

const idleReadHost: ReadHost = {
  clock: systemClock,
  machine: { name: 'idle', root: '/' },
  view: name => name,
  query: async () => [],
}
