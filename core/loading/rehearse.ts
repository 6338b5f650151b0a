import { systemClock } from '../clock.ts'
import type { LoadedSettings } from '../config/config.ts'
import { createGateKeeper } from '../gates/gate-keeper.ts'
import type { ReadHost } from '../readmodel/read-host.ts'
import { createLogger } from '../telemetry/log.ts'
import { checkContributions } from './check-installation.ts'
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
  const gates = createGateKeeper({ clock: systemClock, log: createLogger('silent') })
  checkContributions({
    plugins: created,
    routes: projections.flatMap(({ routes }) => routes?.(idleReadHost) ?? []),
    projections: projections.map(({ projection }) => projection.name),
    eventTypes: new Set(sources.flatMap(({ events }) => Object.keys(events))),
  })
  for (const { plugin, contribution } of created) gates.offer(plugin.name, contribution.gates ?? [])
  return created
}

const idleReadHost: ReadHost = {
  clock: systemClock,
  machine: { name: 'idle', root: '/' },
  view: name => name,
  query: async () => [],
}
