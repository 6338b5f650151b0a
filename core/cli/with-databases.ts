import type { Logger } from 'pino'
import { openDataDir } from '../embedded/data-dir.ts'
import { createEmbeddedPostgres } from '../embedded/postgres.ts'
import { findRunning } from '../embedded/run-file.ts'
import { findServerUser } from '../embedded/server-user.ts'
import type { Settings } from '../settings.ts'
import { findInstance } from './instance.ts'

/** URLs of the databases in use. */
export interface Databases {
  readonly databaseUrl: string
  /** Absent when the ledger is a server of your own. */
  readonly ledgerDatabaseUrl?: string
}

/** What is done where there is no Decklog yet, and whom to tell which one it is. */
interface Manner {
  readonly missing: 'refuse' | 'make'
  readonly log: Logger
  readonly tell: (line: string) => void
}

/** Runs `work` with the databases in use; an embedded Postgres that does not run is started for as long as it takes. */
export async function withDatabases<T>(
  settings: Pick<Settings, 'dataDir' | 'databaseUrl' | 'eventstoreUrl'>,
  { missing, log, tell }: Manner,
  work: (databases: Databases) => Promise<T>,
): Promise<T> {
  const { databaseUrl, eventstoreUrl } = settings
  const select = (read: string, ledger: string): Databases =>
    eventstoreUrl ? { databaseUrl: read } : { databaseUrl: read, ledgerDatabaseUrl: ledger }
  if (databaseUrl) return work(select(databaseUrl, databaseUrl))
  const running =
    missing === 'refuse'
      ? (await findInstance(settings.dataDir, tell)).running
      : await findRunning(settings.dataDir)
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
