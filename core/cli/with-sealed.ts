import type { Database } from '../../postgres/database.ts'
import { createDatabase } from '../../postgres/database.ts'
import { requireMigrated } from '../../postgres/migrate.ts'
import type { LoadedSettings } from '../config/config.ts'
import { createStorage } from '../embedded/storage.ts'
import { DecklogError } from '../errors.ts'
import { createLedger } from '../ledger/eventstoredb.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { coreMigrations } from '../readmodel/core-migrations.ts'
import { newestBase } from '../auditing/sealing/seal-store.ts'
import type { Settings } from '../settings.ts'
import { createLogger } from '../telemetry/log.ts'
import { findInstance } from './instance.ts'

/** A ledger and the logs that seal it, straight from where they are kept. */
export interface SealedPlace {
  readonly ledger: Ledger
  readonly database: Database
  /** The name of the logs. */
  readonly base: string
}

interface Urls {
  readonly eventstoreUrl: string
  readonly databaseUrl: string
}

/** Runs `work` on a ledger and its logs; embedded servers that do not run are started for as long as it takes. */
export async function withSealed<T>(
  { settings }: LoadedSettings,
  tell: (line: string) => void,
  work: (place: SealedPlace) => Promise<T>,
): Promise<T> {
  const log = createLogger('warn')
  return withUrls(settings, tell, async ({ eventstoreUrl, databaseUrl }) => {
    await requireMigrated(databaseUrl, coreMigrations, { log })
    const ledger = createLedger({ url: eventstoreUrl, log })
    const database = createDatabase(databaseUrl, { log, applicationName: 'decklog-audit' })
    try {
      const base = settings.sealOrigin ?? (await newestBase(database))
      if (base === undefined)
        throw new DecklogError(
          'DECKLOG_NOT_FOUND',
          'Nothing of this ledger has been sealed yet. Where its servers are elsewhere, set sealFolder in a process that is to seal it.',
        )
      return await work({ ledger, database, base })
    } finally {
      await Promise.all([ledger.close(), database.close()])
    }
  })
}

async function withUrls<T>(
  settings: Settings,
  tell: (line: string) => void,
  work: (urls: Urls) => Promise<T>,
): Promise<T> {
  const { eventstoreUrl, databaseUrl, dataDir } = settings
  if (eventstoreUrl && databaseUrl) return work({ eventstoreUrl, databaseUrl })
  const found = await findInstance(dataDir, tell)
  if (found.running) return work(found.running)
  const storage = createStorage({
    settings: { ...settings, ledgerPort: 0 },
    log: createLogger('warn'),
  })
  try {
    return await work(await storage.start())
  } finally {
    await storage.stop()
  }
}
