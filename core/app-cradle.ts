import type { Logger } from 'pino'
import type { createDatabase } from '../postgres/database.ts'
import type { createListener } from '../postgres/listener.ts'
import type { createAccess } from './access/judging/access.ts'
import type { TokenKeys } from './access/judging/token-keys.ts'
import type { createTokenCommands } from './access/tokens/token-commands.ts'
import type { OpenPast } from './asof/open-past.ts'
import type { Clock } from './clock.ts'
import type { createCommandHandler } from './commanding/command-handler.ts'
import type { createStorage, StorageUrls } from './embedded/storage.ts'
import type { createEventCatalog } from './events/event-catalog.ts'
import type { createGateKeeper } from './gates/gate-keeper.ts'
import type { createGateModes } from './gates/gate-modes.ts'
import type { Holding } from './auditing/holding/holding.ts'
import type { HttpServer } from './http/server.ts'
import type { createBarrier } from './ledger/barrier.ts'
import type { createLedger } from './ledger/eventstoredb.ts'
import type { createLedgerTimes } from './history/ledger-times.ts'
import type { createLedgerWatch } from './ledger/ledger-watch.ts'
import type { Liveness } from './ledger/liveness.ts'
import type { createStreamLimiter } from './ledger/stream-limiter.ts'
import type { createWriter } from './ledger/writer.ts'
import type { HostServices } from './loading/host.ts'
import type { LoadedPlugin } from './loading/loaded-plugin.ts'
import type { createOutbound } from './outbound/create-outbound.ts'
import type { createProjectionBoard } from './projecting/projection-board.ts'
import type { createProjectionOperations } from './projecting/projection-operations.ts'
import type { createProjectionRunner } from './projecting/projection-runner.ts'
import type { createReadHost } from './projecting/create-read-host.ts'
import type { createStallWatch } from './projecting/stall-watch.ts'
import type { createChanges } from './readmodel/changes.ts'
import type { createLeases } from './leases/lease-keeper.ts'
import type { createMachinePulse, createMachineWatch } from './presence/presence.ts'
import type { createReceivingRecord } from './receiving/receiving-record.ts'
import type { Reload } from './reloading/reload.ts'
import type { RulesInForce } from './rules/rules-in-force.ts'
import type { RulesRecord } from './rules/rules-record.ts'
import type { createPluginRunner } from './running/plugin-runner.ts'
import type { Seals } from './auditing/publishing/seals.ts'
import type { Redacting } from './auditing/redacting/redacted-ledger.ts'
import type { Settings } from './settings.ts'
import type { HealthSource } from './telemetry/health.ts'
import type { createMetrics } from './telemetry/metrics.ts'
import type { createPartWatch } from './telemetry/part-watch.ts'

/** Every part of a Decklog process, made when it is first asked for. */
export interface AppCradle {
  readonly log: Logger
  readonly clock: Clock
  readonly settings: Settings
  readonly metrics: ReturnType<typeof createMetrics>
  readonly storage: ReturnType<typeof createStorage>
  /** Registered once the storage has started, like `keys`. */
  readonly urls: StorageUrls
  readonly keys: TokenKeys
  readonly ledger: ReturnType<typeof createLedger>
  readonly catalog: ReturnType<typeof createEventCatalog>
  /** The rules that this process judges by. */
  readonly rules: RulesInForce
  readonly rulesRecord: RulesRecord
  readonly reload: Reload
  readonly limiter: ReturnType<typeof createStreamLimiter>
  readonly writer: ReturnType<typeof createWriter>
  readonly barrier: ReturnType<typeof createBarrier>
  readonly ledgerTimes: ReturnType<typeof createLedgerTimes>
  readonly liveness: Liveness
  readonly ledgerWatch: ReturnType<typeof createLedgerWatch>
  readonly commands: ReturnType<typeof createCommandHandler>
  readonly database: ReturnType<typeof createDatabase>
  readonly leases: ReturnType<typeof createLeases>
  readonly listener: ReturnType<typeof createListener>
  readonly changes: ReturnType<typeof createChanges>
  readonly board: ReturnType<typeof createProjectionBoard>
  readonly operations: ReturnType<typeof createProjectionOperations>
  readonly readHost: ReturnType<typeof createReadHost>
  readonly rows: HostServices['rows']
  readonly projectionRunner: ReturnType<typeof createProjectionRunner>
  readonly stallWatch: ReturnType<typeof createStallWatch>
  readonly partWatch: ReturnType<typeof createPartWatch>
  readonly gateModes: ReturnType<typeof createGateModes>
  readonly gates: ReturnType<typeof createGateKeeper>
  readonly outbound: ReturnType<typeof createOutbound>
  readonly services: HostServices
  readonly plugins: readonly LoadedPlugin[]
  readonly pluginRunner: ReturnType<typeof createPluginRunner>
  readonly receiving: ReturnType<typeof createReceivingRecord>
  readonly machinePulse: ReturnType<typeof createMachinePulse>
  readonly holding: Holding
  readonly redacting: Redacting
  readonly machineWatch: ReturnType<typeof createMachineWatch>
  readonly seals: Seals
  readonly access: ReturnType<typeof createAccess>
  readonly tokenCommands: ReturnType<typeof createTokenCommands>
  readonly past: OpenPast
  readonly health: readonly HealthSource[]
  readonly http: Promise<HttpServer>
}
