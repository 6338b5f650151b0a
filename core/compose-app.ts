import { asFunction, asValue, type AwilixContainer, createContainer, InjectionMode } from 'awilix'
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { createDatabase } from '../postgres/database.ts'
import { createListener } from '../postgres/listener.ts'
import { createAccess } from './access/judging/access.ts'
import { createDirectoryMemory } from './access/judging/directory-memory.ts'
import { createTokenCommands } from './access/tokens/token-commands.ts'
import type { AppCradle } from './app-cradle.ts'
import { datedRoutesOf, routesOf } from './app-routes.ts'
import { openPast } from './asof/open-past.ts'
import { systemClock } from './clock.ts'
import { createCommandHandler } from './commanding/command-handler.ts'
import { createFoldSnapshots } from './commanding/fold-snapshots.ts'
import { version } from './config/package-root.ts'
import { createStorage } from './embedded/storage.ts'
import { createEventCatalog } from './events/event-catalog.ts'
import { createGateKeeper } from './gates/gate-keeper.ts'
import { createGateModes } from './gates/gate-modes.ts'
import { openHealing } from './healing/healing.ts'
import { createLedgerTimes } from './history/ledger-times.ts'
import { createHttpServer } from './http/server.ts'
import { createBarrier } from './ledger/barrier.ts'
import { createHolding } from './auditing/holding/holding.ts'
import { createLedgerWatch } from './ledger/ledger-watch.ts'
import { createLiveness } from './ledger/liveness.ts'
import { createStreamLimiter } from './ledger/stream-limiter.ts'
import { createWriter } from './ledger/writer.ts'
import { createHost } from './loading/host.ts'
import type { Installation } from './loading/installation.ts'
import { extensionHealth } from './loading/plugin-routes.ts'
import { loadPlugins } from './loading/plugin-loader.ts'
import { createOutbound } from './outbound/create-outbound.ts'
import { createProjectionBoard } from './projecting/projection-board.ts'
import { registerProjectionGauges } from './projecting/projection-metrics.ts'
import { createProjectionOperations } from './projecting/projection-operations.ts'
import { createProjectionRunner } from './projecting/projection-runner.ts'
import { createReadHost } from './projecting/create-read-host.ts'
import { createReadRows } from './projecting/read-rows.ts'
import { createStallWatch } from './projecting/stall-watch.ts'
import { changeChannels, createChanges } from './readmodel/changes.ts'
import { createLeases } from './leases/lease-keeper.ts'
import { createMachinePulse, createMachineWatch } from './presence/presence.ts'
import { openLedger } from './auditing/redacting/redacted-ledger.ts'
import { createReceivingRecord } from './receiving/receiving-record.ts'
import type { RulesInForce } from './rules/rules-in-force.ts'
import { judgeName } from './rules/rules-decider.ts'
import { createRulesRecord } from './rules/rules-record.ts'
import { createPluginRunner } from './running/plugin-runner.ts'
import { createSilenceKeeper } from './running/silence-keeper.ts'
import { createSeals } from './auditing/publishing/seals.ts'
import type { Settings } from './settings.ts'
import { createPartWatch } from './telemetry/part-watch.ts'
import { logSink } from './telemetry/log-sink.ts'
import { createMetrics } from './telemetry/metrics.ts'

/** Says how each part is made from the others. The same names in `AppCradle` say what it is. */
export function composeApp(
  settings: Settings,
  installation: Installation,
  { log, rules }: { readonly log: Logger; readonly rules: RulesInForce },
): AwilixContainer<AppCradle> {
  const container = createContainer<AppCradle>({ injectionMode: InjectionMode.PROXY, strict: true })
  const once = <T>(make: (cradle: AppCradle) => T) => asFunction(make).singleton()
  const clock = systemClock
  const machine = { name: settings.nodeName, root: settings.hostRoot }
  const hostOf = ({ services }: AppCradle) => createHost(services, 'core', {})
  const projections = installation.projections.map(one => one.projection)
  // A data directory of one's own is nobody else's, so a restart takes its own leases back at once.
  const embedded = !(settings.eventstoreUrl && settings.databaseUrl)
  const holder = embedded ? machine.name : `${machine.name}:${randomUUID()}`
  const applicationName = `decklog-${machine.name}`

  return container.register({
    log: asValue(log),
    clock: asValue(clock),
    settings: asValue(settings),
    storage: once(() => createStorage({ settings, log })),
    metrics: once(createMetrics),
    redacting: once(({ urls }) => openLedger({ url: urls.eventstoreUrl, clock, log })),
    ledger: once(({ redacting }) => redacting.ledger),
    rules: asValue(rules),
    catalog: once(() => createEventCatalog(installation.sources, rules.digestOf)),
    rulesRecord: once(cradle => {
      const judge = judgeName(machine.name, settings.roles)
      return createRulesRecord({ host: hostOf(cradle), rules, clock, log, machine: judge })
    }),
    holding: once(({ ledger, catalog }) => createHolding({ ledger, catalog, clock, log })),
    limiter: once(({ ledger, holding }) =>
      createStreamLimiter({ ledger, limitsOf: holding.record.limitsOf }),
    ),
    writer: once(({ ledger, limiter }) => createWriter({ ledger, limiter, clock, log })),
    barrier: once(({ writer, catalog }) =>
      createBarrier({ writer, catalog, nodeName: machine.name, clock }),
    ),
    ledgerTimes: once(({ database, ledger, barrier, leases }) =>
      createLedgerTimes({ database, ledger, barrier, leases, clock, log }),
    ),
    liveness: once(({ ledger }) => createLiveness({ ledger, clock })),
    ledgerWatch: once(({ ledger, liveness, barrier }) =>
      createLedgerWatch({ ledger, liveness, barrier, clock }),
    ),
    commands: once(({ ledger, catalog, limiter, database }) => {
      const snapshots = createFoldSnapshots({ database, clock, log })
      const parts = { ledger, catalog, limiter, snapshots, clock, log, machine: machine.name }
      return createCommandHandler(parts)
    }),
    database: once(({ urls }) => createDatabase(urls.databaseUrl, { log, applicationName })),
    leases: once(({ database }) => createLeases({ database, holder, clock, log })),
    listener: once(({ urls }) =>
      createListener(urls.databaseUrl, { channels: changeChannels, clock, log }),
    ),
    changes: once(({ listener, database }) => createChanges({ projections, listener, database })),
    board: once(({ database, changes, ledger, liveness, barrier }) =>
      createProjectionBoard({
        ...{ projections, database, changes, ledger, liveness, barrier, clock, log },
      }),
    ),
    operations: once(({ board, database, ledger, catalog }) =>
      createProjectionOperations({ board, database, ledger, catalog, log }),
    ),
    readHost: once(({ database, board }) => createReadHost({ database, board, clock, machine })),
    rows: once(({ database, board, barrier, ledger, readHost }) =>
      createReadRows({ database, board, barrier, ledger, host: readHost, clock }),
    ),
    projectionRunner: once(({ ledger, catalog, database, leases, board, barrier, metrics }) =>
      createProjectionRunner({
        ...{ projections, ledger, catalog, database, leases, board, barrier, clock, log },
        registry: metrics.registry,
      }),
    ),
    stallWatch: once(cradle =>
      createStallWatch({ board: cradle.board, execute: hostOf(cradle).execute, clock, log }),
    ),
    partWatch: once(cradle =>
      createPartWatch({ host: hostOf(cradle), sources: cradle.health, settings, clock, log }),
    ),
    gateModes: once(cradle => createGateModes({ host: () => hostOf(cradle), clock, log })),
    gates: once(({ gateModes: modes }) =>
      createGateKeeper({ clock, log, rulesOf: rules.digestOf, modes }),
    ),
    outbound: once(() => createOutbound({ allow: settings.outboundAllow })),
    services: once(({ outbound, ledger, catalog, writer, commands, gates, rows, holding }) => {
      const core = { clock, log, machine, outbound, ledger, catalog, writer, commands, gates, rows }
      const asked = { silences: createSilenceKeeper(clock), healing: openHealing(core) }
      return { ...core, ...asked, isHeld: holding.record.covers }
    }),
    plugins: once(({ services }) => loadPlugins(installation.plugins, services)),
    pluginRunner: once(({ plugins, ledger, barrier, catalog, writer, leases, database, metrics }) =>
      createPluginRunner({
        ...{ plugins, ledger, barrier, catalog, writer, leases, database, clock, log, machine },
        ...{ roles: settings.roles, registry: metrics.registry },
      }),
    ),
    receiving: once(cradle =>
      createReceivingRecord({ host: hostOf(cradle), clock, log, machine: machine.name }),
    ),
    machinePulse: once(cradle =>
      createMachinePulse({ host: hostOf(cradle), clock, machine: machine.name }),
    ),
    machineWatch: once(cradle => createMachineWatch({ host: hostOf(cradle), clock })),
    seals: once(cradle => {
      const { urls, database, redacting, leases, catalog, outbound, holding } = cradle
      const ledger = redacting.stored
      const parts = { database, ledger, leases, catalog, outbound, clock, log, settings }
      const host = hostOf(cradle)
      return createSeals({ ...parts, dataDir: urls.dataDir, host, holds: holding.record })
    }),
    access: once(({ ledger, liveness, catalog, limiter, keys }) => {
      const parts = { ledger, catalog, keys, limiter, clock, log, machine: machine.name }
      const memory = createDirectoryMemory(parts)
      return createAccess({ ledger, liveness, decode: catalog.decode, clock, log, keys, memory })
    }),
    tokenCommands: once(({ services, access, keys }) => {
      const { execute } = createHost(services, 'access', {})
      return createTokenCommands({ execute, access, keys, clock })
    }),
    health: once(({ access, storage, ledgerWatch, database, board, pluginRunner, seals }) => {
      const parts = [access, logSink, storage, ledgerWatch, database, board, pluginRunner, seals]
      return [...parts, extensionHealth(installation)]
    }),
    past: once(cradle => {
      const { services, database, leases, board, plugins, readHost: present } = cradle
      return openPast({
        ...{ services, database, leases, board, settings, present, plugins },
        projections: installation.projections,
        ofCore: datedRoutesOf(cradle),
      })
    }),
    http: once(cradle => {
      const { access, board, health, changes, metrics, past } = cradle
      registerProjectionGauges(metrics.registry, board)
      const routes = settings.roles.includes('api') ? routesOf(cradle, installation) : []
      return createHttpServer({
        ...{ settings, routes, access, past, health, changes, metrics, log, clock, version },
        positions: board,
      })
    }),
  })
}
