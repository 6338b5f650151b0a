import { tokenRoutes } from './access/tokens/routes.ts'
import type { AppCradle } from './app-cradle.ts'
import type { MadeWith, MakeRoutes } from './asof/rebound-routes.ts'
import { gateRoutes } from './gates/gate-routes.ts'
import { type AskedGates, createPastGates, createPastModes } from './gates/past-gates.ts'
import { guardRoutes } from './guarding/answering/guard-routes.ts'
import { viewsOf } from './guarding/answering/shown-guards.ts'
import { historyRoutes } from './history/history-routes.ts'
import { createTimeIndex } from './history/ledger-times-store.ts'
import { holdRoutes } from './auditing/holding/hold-routes.ts'
import type { Route } from './http/route.ts'
import { createHost } from './loading/host.ts'
import type { Installation } from './loading/installation.ts'
import { pluginRoutes } from './loading/plugin-routes.ts'
import { projectionOperationRoutes } from './projecting/projection-operation-routes.ts'
import { createProjectionRoutes } from './projecting/projection-routes.ts'
import { redecideRoutes } from './auditing/redeciding/redecide-route.ts'
import { redactionRoutes } from './auditing/redacting/redaction-routes.ts'
import { reloadRoute } from './reloading/reload-route.ts'
import { judgeName } from './rules/rules-decider.ts'
import { rulesRoutes } from './rules/rules-routes.ts'
import { logRoutes } from './auditing/sealing/log-routes.ts'
import { reactionRoutes } from './running/reaction-routes.ts'
import { whatIfRoutes } from './whatif/what-if-routes.ts'

/** The routes of an API process: of plugins, of projections, and of core's parts. */
export function routesOf(cradle: AppCradle, installation: Installation): readonly Route[] {
  const { plugins, past, board, operations, access, tokenCommands } = cradle
  const { ledger, catalog, clock, database, services } = cradle
  const times = createTimeIndex(database)
  return [
    ...past.routes,
    ...pluginRoutes({ ...installation, plugins }),
    ...createProjectionRoutes(board),
    ...projectionOperationRoutes(operations),
    ...reactionRoutes({ database, log: services.log }),
    ...redecideRoutes({
      ...{ ledger, catalog, rules: cradle.rules, plugins },
      ...{ host: createHost(services, 'core', {}), times: createTimeIndex(database) },
    }),
    ...holdRoutes({
      host: createHost(services, 'core', {}),
      holds: cradle.holding.record,
      catalog,
    }),
    ...redactionRoutes({
      ...{ host: createHost(services, 'core', {}), redacting: cradle.redacting, catalog },
      ...{ operations, database, clock },
      projections: installation.projections.map(one => one.projection),
    }),
    ...logRoutes(database, cradle.settings),
    ...whatIfRoutes({
      ...{ ledger, catalog, times, plugins, now: clock.now },
      healables: () => services.healing?.list() ?? [],
    }),
    reloadRoute(cradle.reload),
    ...tokenRoutes({ access, commands: tokenCommands, now: clock.now }),
  ]
}

/** Makes the routes of core that can be asked of the past: of guards, of gates, of the rules, and of the ledger itself. */
export function datedRoutesOf(cradle: AppCradle): readonly MakeRoutes[] {
  const { gates, gateModes, rules, log, ledger, clock, database, settings } = cradle
  const times = createTimeIndex(database)
  const judge = judgeName(settings.nodeName, settings.roles)
  const gatesAt = (made: MadeWith): AskedGates =>
    made.until === undefined
      ? { gates, modes: gateModes }
      : createPastGates({ ...made, log, rulesOf: rules.digestOf })
  return [
    made => {
      const modes = made.until === undefined ? gateModes : createPastModes({ ...made, log })
      return guardRoutes({
        ...made,
        guards: viewsOf(made.plugins('guard')),
        modeOf: name => modes.of(gates.list().find(one => one.name === name) ?? { name }),
      })
    },
    made => {
      const asked = gatesAt(made)
      return gateRoutes(asked.gates, asked.modes)
    },
    ({ read, until }) => rulesRoutes({ host: { read }, rules, machine: judge, until }),
    ({ until }) => historyRoutes({ ledger, clock, times, until }),
  ]
}
