import type { Logger } from 'pino'
import { ledgerMigrations } from '../../ledger-node/storing/ledger-migrations.ts'
import { requireMigrated } from '../../postgres/migrate.ts'
import { findRunning } from '../embedded/run-file.ts'
import { createStorage } from '../embedded/storage.ts'
import type { Settings } from '../settings.ts'
import { findInstance } from './instance.ts'

/** Where a ledger answers, and the data directory it belongs to. */
export interface LedgerPlace {
  readonly eventstoreUrl: string
  readonly dataDir: string
}

/** What is done where there is no Decklog yet, and whom to tell which one it is. */
interface Manner {
  readonly missing: 'refuse' | 'make'
  readonly log: Logger
  readonly tell: (line: string) => void
}

/** Runs `work` with the ledger of the settings, that of the Decklog running here, or the embedded one for as long as it takes. */
export async function withLedger<T>(
  settings: Settings,
  { missing, log, tell }: Manner,
  work: (place: LedgerPlace) => Promise<T>,
): Promise<T> {
  const { eventstoreUrl, databaseUrl } = settings
  const found = await findRunning(settings.dataDir)
  const dataDir = found?.dataDir ?? settings.dataDir
  if (eventstoreUrl) return work({ eventstoreUrl, dataDir })
  if (databaseUrl && !found) {
    if (missing === 'refuse') await requireMigrated(databaseUrl, ledgerMigrations, { log })
    return withStorage(settings, log, work)
  }
  if (missing === 'make' && !found) return withStorage(settings, log, work)
  const { running } = await findInstance(settings.dataDir, tell)
  return running ? work({ ...running, dataDir }) : withStorage(settings, log, work)
}

async function withStorage<T>(
  settings: Settings,
  log: Logger,
  work: (place: LedgerPlace) => Promise<T>,
): Promise<T> {
  const storage = createStorage({ settings: { ...settings, ledgerPort: 0 }, log })
  try {
    return await work(await storage.start())
  } finally {
    await storage.stop()
  }
}
