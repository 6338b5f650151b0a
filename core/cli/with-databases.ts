import type { Logger } from 'pino'
import { openDataDir } from '../embedded/data-dir.ts'
import { createEmbeddedPostgres } from '../embedded/postgres.ts'
import { findRunning } from '../embedded/run-file.ts'
import { findServerUser } from '../embedded/server-user.ts'
import type { Settings } from '../settings.ts'

/** URLs of the databases in use. */
export interface Databases {
  readonly databaseUrl: string
  /** Absent when the ledger is a server of your own. */
  readonly ledgerDatabaseUrl?: string
}

/** Runs `work` with the databases in use; an embedded Postgres that does not run is started for as long as it takes. */
export async function withDatabases<T>(
  settings: Pick<Settings, 'dataDir' | 'databaseUrl' | 'eventstoreUrl'>,
  log: Logger,
  work: (databases: Databases) => Promise<T>,
): Promise<T> {
  const { databaseUrl, eventstoreUrl } = settings
  const select = (read: string, ledger: string): Databases =>
    eventstoreUrl ? { databaseUrl: read } : { databaseUrl: read, ledgerDatabaseUrl: ledger }
  if (databaseUrl) return work(select(databaseUrl, databaseUrl))
  const running = await findRunning(settings.dataDir)
  if (running) return work(running)
  const wanted = settings.dataDir
  const dir = await openDataDir({ wanted, user: await findServerUser(wanted) })
  const postgres = createEmbeddedPostgres({ dataDir: dir.path, log })
  try {
    const { readUrl, ledgerUrl } = await postgres.start()
    return await work(select(readUrl, ledgerUrl))
  } finally {
    await postgres.stop()
    await dir.release()
  }
}
