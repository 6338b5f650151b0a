import pg from 'pg'
import type { Logger } from 'pino'
import {
  checkMigrations,
  type MigrationChain,
  type MigrationProblem,
  migrationTable,
} from './check-migrations.ts'
import { DatabaseError, isDenied, textOf, toDatabaseError } from './database-error.ts'
import { createDatabase } from './database.ts'

const lockTimeoutMs = 30_000

/** Brings a database to the head of its chain; safe when several processes do so at once. Answers what it applied. */
export async function migrate(
  databaseUrl: string,
  chain: MigrationChain,
  { log }: { readonly log: Logger },
): Promise<readonly string[]> {
  const problems = await problemsOf(databaseUrl, chain, log)
  if (problems.length === 0) return []
  refuse(chain, problems.filter(blocksMigrating))
  const applied = await runMigrations(databaseUrl, chain, log)
  refuse(chain, await problemsOf(databaseUrl, chain, log))
  return applied
}

/** Throws unless a database is at the head of its chain and no further. */
export async function requireMigrated(
  databaseUrl: string,
  chain: MigrationChain,
  { log }: { readonly log: Logger },
): Promise<void> {
  refuse(chain, await problemsOf(databaseUrl, chain, log))
}

async function problemsOf(
  databaseUrl: string,
  chain: MigrationChain,
  log: Logger,
): Promise<readonly MigrationProblem[]> {
  const database = createDatabase(databaseUrl, {
    log,
    applicationName: 'decklog-migrate',
    maxConnections: 1,
  })
  try {
    return await checkMigrations(database, chain)
  } finally {
    await database.close()
  }
}

function blocksMigrating(problem: MigrationProblem): boolean {
  return problem.kind !== 'pending'
}

function refuse(chain: MigrationChain, problems: readonly MigrationProblem[]): void {
  if (problems.length === 0) return
  const text = problems.map(problem => problem.text).join('; ')
  if (problems.some(problem => problem.kind === 'newer'))
    throw new DatabaseError(
      'DECKLOG_DATA_VERSION',
      `The ${chain.name} database was written by a newer version (${text}): start that one, or restore a backup`,
    )
  throw new DatabaseError(
    'DECKLOG_MIGRATION_PENDING',
    `The ${chain.name} database is not at the head of its migrations: ${text}`,
  )
}

async function runMigrations(
  databaseUrl: string,
  chain: MigrationChain,
  log: Logger,
): Promise<readonly string[]> {
  try {
    // It takes long to load, and most starts have nothing to migrate.
    const { runner } = await import('node-pg-migrate')
    const applied = await runner({
      databaseUrl: {
        connectionString: databaseUrl,
        connectionTimeoutMillis: 1_200,
        lock_timeout: lockTimeoutMs,
      },
      dir: chain.folder,
      migrationsTable: migrationTable(chain),
      direction: 'up',
      advisoryLockMode: 'wait',
      // Noise below, such as the text of every statement, is of no use to an operator.
      logger: { info: text => log.debug(text), warn: logs(log, 'warn'), error: logs(log, 'error') },
    })
    for (const { name } of applied)
      log.debug({ chain: chain.name, migration: name }, 'Applied a migration')
    return applied.map(({ name }) => name)
  } catch (error) {
    const known = toDatabaseError(error)
    if (known instanceof DatabaseError) throw known
    if (isDenied(known)) throw denied(chain, await roleOf(databaseUrl, log), known)
    throw new DatabaseError(
      'DECKLOG_MIGRATION_PENDING',
      `A migration of the ${chain.name} database failed: ${textOf(error)}`,
      { cause: error },
    )
  }
}

/** Says what to grant, where Postgres says of what it was refused. */
function denied(chain: MigrationChain, role: string, cause: unknown): DatabaseError {
  const text = textOf(cause)
  const [, kind, name] = /for (database|schema) (.+)$/.exec(text) ?? []
  const grant =
    kind === undefined || name === undefined
      ? `have ${role} own the tables of Decklog`
      : `have its owner run "grant create on ${kind} ${pg.escapeIdentifier(name)} to ${role}"`
  return new DatabaseError(
    'DECKLOG_DATABASE_DENIED',
    `The ${chain.name} database cannot be migrated: ${text}; ${grant}`,
    { cause },
  )
}

async function roleOf(databaseUrl: string, log: Logger): Promise<string> {
  const database = createDatabase(databaseUrl, { log, applicationName: 'decklog-migrate' })
  try {
    const [row] = await database.query<{ role: string }>('select quote_ident(current_user) as role')
    return row?.role ?? 'the role of Decklog'
  } finally {
    await database.close()
  }
}

function logs(log: Logger, level: 'warn' | 'error'): (text: string) => void {
  return text => log[level](text)
}
