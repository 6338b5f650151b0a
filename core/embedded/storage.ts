import type { Logger } from 'pino'
import type { HealthItem, HealthSource } from '../telemetry/health.ts'
import type { Settings } from '../settings.ts'
import { openDataDir, type DataDir } from './data-dir.ts'
import { loadLedgerAccess } from './ledger-access.ts'
import { createLedgerProcess, type LedgerProcess } from './ledger-process.ts'
import {
  createEmbeddedPostgres,
  type EmbeddedDatabases,
  type EmbeddedPostgres,
} from './postgres.ts'
import { removeRunFile, writeRunFile } from './run-file.ts'
import { findServerUser } from './server-user.ts'

interface StorageOptions {
  readonly settings: Pick<Settings, 'dataDir' | 'eventstoreUrl' | 'databaseUrl' | 'ledgerPort'>
  readonly log: Logger
}

/** Where ledger and read models are, once they answer. */
export interface StorageUrls {
  readonly eventstoreUrl: string
  /** Database of the read models. */
  readonly databaseUrl: string
  /** Database of the embedded ledger node; absent with a server of your own. */
  readonly ledgerDatabaseUrl?: string
  readonly dataDir: string
  /** The data directory that the settings name, when the data could not be there. */
  readonly insteadOf?: string
}

/** The servers behind Decklog: those that the settings name, and embedded ones for those they do not. */
export interface Storage extends HealthSource {
  readonly name: 'storage'
  readonly stopMs: number
  start(): Promise<StorageUrls>
  stop(): Promise<void>
}

/** Creates the storage. With both URLs set it starts nothing and touches no data directory. */
export function createStorage({ settings, log }: StorageOptions): Storage {
  let folder: DataDir | undefined
  let postgres: EmbeddedPostgres | undefined
  let ledger: LedgerProcess | undefined

  const startPostgres = (dataDir: string): Promise<EmbeddedDatabases> => {
    const { databaseUrl } = settings
    if (databaseUrl) return Promise.resolve({ readUrl: databaseUrl, ledgerUrl: databaseUrl })
    postgres = createEmbeddedPostgres({ dataDir, log })
    return postgres.start()
  }

  const startLedger = async (
    dataDir: string,
    databases: Promise<EmbeddedDatabases>,
  ): Promise<string> => {
    if (settings.eventstoreUrl) return settings.eventstoreUrl
    const databaseUrl = async (): Promise<string> => (await databases).ledgerUrl
    const access = await loadLedgerAccess(dataDir)
    ledger = createLedgerProcess({ databaseUrl, port: settings.ledgerPort, access, log })
    return (await ledger.start()).url
  }

  const startEmbedded = async (dataDir: string): Promise<Omit<StorageUrls, 'dataDir'>> => {
    const databases = startPostgres(dataDir)
    const starting = startLedger(dataDir, databases)
    // Both have ended when one has failed: nothing goes on starting behind a stop.
    await Promise.allSettled([databases, starting])
    const { readUrl, ledgerUrl } = await databases
    const urls = { eventstoreUrl: await starting, databaseUrl: readUrl }
    return settings.eventstoreUrl ? urls : { ...urls, ledgerDatabaseUrl: ledgerUrl }
  }

  return {
    name: 'storage',
    stopMs: 4000,
    async start() {
      const { dataDir, eventstoreUrl, databaseUrl } = settings
      if (eventstoreUrl && databaseUrl) return { eventstoreUrl, databaseUrl, dataDir }
      const user = databaseUrl ? undefined : await findServerUser(dataDir)
      folder = await openDataDir({ wanted: dataDir, user })
      const urls = await startEmbedded(folder.path)
      await writeRunFile(folder.path, urls)
      const moved = folder.insteadOf ? { insteadOf: folder.insteadOf } : {}
      return { ...urls, dataDir: folder.path, ...moved }
    },
    async stop() {
      if (folder) removeRunFile(folder.path)
      await ledger?.stop()
      await postgres?.stop()
      await folder?.release()
      folder = undefined
    },
    health: (): readonly HealthItem[] => [
      ...(postgres?.health() ?? []),
      ...(ledger?.health() ?? []),
    ],
  }
}
