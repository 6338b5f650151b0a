import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Logger, pino } from 'pino'
import { createEmbeddedPostgres } from '../../core/embedded/postgres.ts'
import { coreMigrations } from '../../core/readmodel/core-migrations.ts'
import { ledgerMigrations } from '../../ledger-node/storing/ledger-migrations.ts'
import { migrate } from '../../postgres/migrate.ts'
import { templates } from './templates.ts'

const chains = { core: coreMigrations, ledger: ledgerMigrations }

/** Runs `work` with the URL of a Postgres that is there for it alone. */
export async function withPostgres(work: (url: string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'decklog-tests-'))
  // The user that Postgres runs as must reach it.
  await chmod(dataDir, 0o711)
  const log = pino({ level: 'warn' })
  const postgres = createEmbeddedPostgres({ dataDir, log })
  try {
    const { readUrl } = await postgres.start()
    await forgetTheDisk(readUrl)
    await makeTemplates(readUrl, log)
    await work(readUrl)
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

// Nothing here outlives the run. What has to outlive a crash is tried on servers of the tests' own, with Decklog's settings.
async function forgetTheDisk(url: string): Promise<void> {
  const off = ['fsync', 'synchronous_commit', 'full_page_writes']
  await administer(url, [
    ...off.map(name => `alter system set ${name} = off`),
    'select pg_reload_conf()',
  ])
}

async function makeTemplates(url: string, log: Logger): Promise<void> {
  for (const of of ['core', 'ledger'] as const) {
    const name = templates[of]
    await administer(url, [`create database ${name}`])
    const database = new URL(url)
    database.pathname = `/${name}`
    await migrate(database.href, chains[of], { log })
    // Else a vacuum could be in it when it is to be copied.
    await administer(url, [`alter database ${name} with allow_connections false is_template true`])
  }
}

async function administer(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
