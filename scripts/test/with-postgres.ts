import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pino } from 'pino'
import { createEmbeddedPostgres, type EmbeddedDatabases } from '../../core/embedded/postgres.ts'
import { coreMigrations } from '../../core/readmodel/core-migrations.ts'
import { ledgerMigrations } from '../../ledger-node/storing/ledger-migrations.ts'
import { migrate } from '../../postgres/migrate.ts'
import { administer } from './administer.ts'
import { templates } from './templates.ts'

const log = pino({ level: 'warn' })

/** What tests find in their environment. */
export interface PostgresOfTests extends NodeJS.ProcessEnv {
  /** A server that is there for this run alone. */
  readonly DECKLOG_TEST_POSTGRES_URL: string
  /** A data directory that an embedded Postgres has made and left, to be copied: its databases are migrated, and empty. */
  readonly DECKLOG_TEST_DATA_DIR: string
}

/** Runs `work` with a Postgres that is there for it alone. */
export async function withPostgres(work: (env: PostgresOfTests) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'decklog-tests-'))
  // The user that Postgres runs as must reach it.
  await chmod(folder, 0o711)
  const [made, own] = [join(folder, 'made'), join(folder, 'own')]
  await Promise.all([made, own].map(dataDir => mkdir(dataDir, { mode: 0o711 })))
  try {
    await running(made, prepare)
    await promisify(execFile)('cp', ['-a', join(made, 'postgres'), own])
    await running(own, async ({ readUrl, ledgerUrl }) => {
      await makeTemplates({ readUrl, ledgerUrl })
      await work({ DECKLOG_TEST_POSTGRES_URL: readUrl, DECKLOG_TEST_DATA_DIR: made })
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function running(
  dataDir: string,
  work: (databases: EmbeddedDatabases) => Promise<void>,
): Promise<void> {
  const postgres = createEmbeddedPostgres({ dataDir, log })
  try {
    await work(await postgres.start())
  } finally {
    await postgres.stop()
  }
}

// Nothing of it outlives the machine: the disk need not be waited for. A killed process loses nothing by that.
async function prepare({ readUrl, ledgerUrl }: EmbeddedDatabases): Promise<void> {
  await migrate(readUrl, coreMigrations, { log })
  await migrate(ledgerUrl, ledgerMigrations, { log })
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes'])
    await administer(readUrl, `alter system set ${name} = off`)
}

async function makeTemplates({ readUrl, ledgerUrl }: EmbeddedDatabases): Promise<void> {
  for (const [name, url] of [
    [templates.core, readUrl],
    [templates.ledger, ledgerUrl],
  ] as const) {
    const other = url === readUrl ? ledgerUrl : readUrl
    const copied = new URL(url).pathname.slice(1)
    await administer(other, `create database ${name} template ${copied} strategy file_copy`)
    // Else a vacuum could be in it when it is to be copied.
    await administer(other, `alter database ${name} with allow_connections false`)
  }
}
