import { asFunction, asValue, type AwilixContainer } from 'awilix'
import type { Logger } from 'pino'
import { migrate } from '../postgres/migrate.ts'
import { loadTokenKeys } from './access/judging/token-keys.ts'
import { ensureAdminToken } from './access/tokens/ensure-admin-token.ts'
import type { AppCradle } from './app-cradle.ts'
import { composeApp } from './compose-app.ts'
import { type LoadedSettings, requireTokenKeys } from './config/config.ts'
import { checkPorts } from './embedded/check-ports.ts'
import { addApiUrl } from './embedded/run-file.ts'
import type { Route } from './http/route.ts'
import { createLifecycle, type Part } from './lifecycle.ts'
import { describeInstallation } from './loading/describe-installation.ts'
import { loadInstallation } from './loading/load-installation.ts'
import { rehearse } from './loading/rehearse.ts'
import { cannotReload, createReload, type Reload, type Reloaded } from './reloading/reload.ts'
import { createRulesInForce } from './rules/rules-in-force.ts'
import { verifyPlugins } from './loading/verify-plugins.ts'
import { coreMigrations } from './readmodel/core-migrations.ts'
import { untilHealthy } from './telemetry/until-healthy.ts'

const flushMs = 1_000
const healthyWithinMs = 8_000

/** How a Decklog that has started is reached. */
export interface Started {
  readonly url: string
  readonly dataDir: string
  /** The data directory that the settings name, when the data could not be there. */
  readonly insteadOf?: string
  /** Secret of the first admin token, on the very first start. */
  readonly adminToken: string | null
  /** What keeps it from being ready; empty when it is. */
  readonly problems: readonly string[]
}

/** A Decklog process. `reload` puts the configuration in force that it finds now; DECKLOG_CONFIG_INVALID says why none of it is. */
export interface App {
  start(): Promise<Started>
  stop(): Promise<void>
  reload(): Promise<Reloaded>
  /** Every route that it serves, once it has started. */
  routes(): Promise<readonly Route[]>
}

interface AppOptions {
  readonly loaded: LoadedSettings
  /** Reads the settings anew; without it nothing takes effect but at a restart. */
  readonly load?: () => Promise<LoadedSettings>
  readonly log: Logger
}

/** Puts a Decklog together; a faulty configuration, or a plugin that breaks its contract, is thrown here, before anything has started. */
export async function createApp({ loaded, load = cannotReload, log }: AppOptions): Promise<App> {
  const { settings } = loaded
  requireTokenKeys(loaded)
  const installation = await loadInstallation(loaded, 'verified')
  const plugins = rehearse(installation, loaded)
  const rules = createRulesInForce(await describeInstallation(plugins, loaded))
  const container = composeApp(settings, installation, { log, rules })
  const { cradle } = container
  const reload = ({ rulesRecord: record }: AppCradle): Reload =>
    createReload({ load, loaded, installation, rules, record })
  container.register({ reload: asFunction(reload).singleton() })
  const outcome = { url: '' }
  const parts = [
    { name: 'ports', start: () => checkPorts(settings), stop: async () => {} },
    storagePart(container),
    ...connectionParts(cradle),
    running('redactions', () => cradle.redacting),
    running('holds', () => cradle.holding.record),
    accessPart(cradle),
    { name: 'board', start: () => cradle.board.start(), stop: () => cradle.board.close() },
    running('ledger watch', () => cradle.ledgerWatch),
    // What is refused was never in force.
    verifyPart(cradle),
    running('rules', () => cradle.rulesRecord),
    ...(settings.roles.includes('projector')
      ? [
          running('projections', () => cradle.projectionRunner),
          running('stall watch', () => cradle.stallWatch),
          running('ledger times', () => cradle.ledgerTimes),
          running('machine watch', () => cradle.machineWatch),
          running('hold keeper', () => cradle.holding.keeper),
          ...(settings.sealing ? [running('seals', () => cradle.seals)] : []),
        ]
      : []),
    ...(settings.roles.includes('api')
      ? [receivingPart(cradle), running('past', () => cradle.past)]
      : []),
    ...(settings.roles.includes('guards')
      ? [running('machine pulse', () => cradle.machinePulse)]
      : []),
    running('plugins', () => cradle.pluginRunner),
    running('part watch', () => cradle.partWatch),
    httpPart(cradle, outcome),
  ]
  const lifecycle = createLifecycle({ parts, log })
  return {
    async start() {
      await lifecycle.start()
      const problems = await untilHealthy(cradle.health, cradle.clock, healthyWithinMs)
      const { dataDir, insteadOf } = cradle.urls
      // Its secret is told once: made when nothing is left that could keep it from being told.
      const adminToken = await ensureAccess(cradle).catch(async error => {
        await lifecycle.stop()
        throw error
      })
      return { ...outcome, adminToken, dataDir, ...(insteadOf ? { insteadOf } : {}), problems }
    },
    stop: () => lifecycle.stop(),
    reload: () => cradle.reload({ kind: 'system', id: 'core' }),
    routes: async () => (await cradle.http).routes,
  }
}

// Where ledger and tables are shows only now; nothing that needs to know is made before.
function storagePart(container: AwilixContainer<AppCradle>): Part {
  const { storage, settings, log } = container.cradle
  return {
    name: storage.name,
    stopMs: storage.stopMs,
    async start() {
      const urls = await storage.start()
      container.register({ urls: asValue(urls) })
      const keys = loadTokenKeys({ ...settings, dataDir: urls.dataDir })
      await Promise.all([keys, migrate(urls.databaseUrl, coreMigrations, { log })])
      container.register({ keys: asValue(await keys) })
    },
    stop: () => storage.stop(),
  }
}

// Opened by their first use; here is when they close.
function connectionParts(cradle: AppCradle): readonly Part[] {
  const start = async (): Promise<void> => {}
  return [
    { name: 'Postgres pool', start, stop: () => cradle.database.close() },
    { name: 'Postgres listener', start, stop: () => cradle.listener.close() },
    { name: 'ledger connection', start, stop: () => cradle.ledger.close() },
    { name: 'writer', start, stop: () => cradle.writer.flush(flushMs) },
  ]
}

function accessPart(cradle: AppCradle): Part {
  return {
    name: 'access',
    async start(signal) {
      await cradle.access.start(signal)
      // One that is known already is good for the first answer.
      if (cradle.settings.adminToken !== undefined) await ensureAccess(cradle)
    },
    stop: () => cradle.access.stop(),
  }
}

function ensureAccess(cradle: AppCradle): Promise<string | null> {
  const { access, tokenCommands: commands, keys, log, settings } = cradle
  return ensureAdminToken(settings.adminToken, { access, commands, keys, log })
}

function verifyPart(cradle: AppCradle): Part {
  const start = (): Promise<void> => verifyPlugins(cradle.plugins, cradle.settings.roles)
  return { name: 'plugin checks', start, stop: async () => {} }
}

// Before anything is judged by who has been silent.
function receivingPart(cradle: AppCradle): Part {
  return {
    name: 'receiving',
    start: () => cradle.receiving.start(),
    stop: () => cradle.receiving.stop(),
  }
}

function httpPart(cradle: AppCradle, outcome: { url: string }): Part {
  return {
    name: 'http',
    stopMs: 4_000,
    async start() {
      const http = await cradle.http
      outcome.url = (await http.start()).url
      await addApiUrl(cradle.urls.dataDir, outcome.url)
    },
    stop: async () => (await cradle.http).stop(),
  }
}

function running(
  name: string,
  part: () => { start(): void | Promise<void>; stop(): Promise<void> },
): Part {
  return {
    name,
    start: async () => part().start(),
    stop: () => part().stop(),
  }
}
