import pg, { type PoolClient } from 'pg'
import type { Logger } from 'pino'
import { isDenied, isLocked } from '../../postgres/database-error.ts'
import type { Database } from '../../postgres/database.ts'
import { DecklogError, messageOf } from '../errors.ts'
import type { Projection } from '../projection.ts'
import { type Generation, listGenerations } from './generations.ts'
import { extensionSchema, plainTableName, plainViewName, schemaOf } from './read-model.ts'

interface Settling {
  readonly database: Database
  readonly projections: readonly Projection[]
  readonly log: Logger
}

/**
 * Moves the tables and views of projections into the schema that they belong in: those of extensions were beside Decklog's own once,
 * and what was an extension may be built in by now. DECKLOG_DATABASE_DENIED says what the database role lacks for it.
 */
export async function settleTables({ database, projections, log }: Settling): Promise<void> {
  if (projections.some(one => schemaOf(one) !== undefined)) await requireSchema(database)
  const generations = await listGenerations(database)
  const wanted = projections.flatMap(projection => namesOf(projection, generations))
  const found = await database.withClient(client => findElsewhere(client, wanted))
  for (const { schema, name } of found.filter(({ doubled }) => doubled))
    log.warn({ schema, name }, 'A table or view is not where its projection is read, and unused')
  if (found.every(({ doubled }) => doubled)) return
  await database.withTransaction(client => move(client, wanted)).catch(explain)
  log.info({ schema: extensionSchema }, 'Tables of projections were moved to their schema')
}

async function requireSchema(database: Database): Promise<void> {
  const [rights] = await database.query<{ role: string; usable: boolean }>(
    `
      select quote_ident(current_user) as role, coalesce(
        has_schema_privilege(to_regnamespace($1)::oid, 'usage')
          and has_schema_privilege(to_regnamespace($1)::oid, 'create'), false
      ) as usable
    `,
    [extensionSchema],
  )
  if (!rights || rights.usable) return
  throw new DecklogError(
    'DECKLOG_DATABASE_DENIED',
    `${rights.role} may not use the schema ${extensionSchema}, in which the tables of extensions are: have its owner run ` +
      `"create schema if not exists ${extensionSchema}; grant usage, create on schema ${extensionSchema} to ${rights.role}"`,
  )
}

/** A table or view that is in the schema where it does not belong. `doubled`: there is another where it does. */
interface Elsewhere {
  readonly name: string
  readonly schema: string
  readonly home: string
  readonly doubled: boolean
}

async function findElsewhere(
  client: PoolClient,
  wanted: readonly Wanted[],
): Promise<readonly Elsewhere[]> {
  const { rows } = await client.query<Elsewhere>(
    `
      select relname as name, nspname as schema, wanted.home,
        to_regclass(format('%I.%I', wanted.home, relname)) is not null as doubled
      from (
        select name, kind, coalesce(home, current_schema()) as home
        from unnest($1::text[], $2::text[], $3::text[]) as named (name, kind, home)
      ) as wanted
      join pg_class on relname = wanted.name and relkind::text = wanted.kind
      join pg_namespace on pg_namespace.oid = relnamespace
      where nspname in (current_schema(), $4) and nspname <> wanted.home
      order by relname
    `,
    [
      ...[wanted.map(({ name }) => name), wanted.map(({ kind }) => kind)],
      ...[wanted.map(({ home }) => home), extensionSchema],
    ],
  )
  return rows
}

interface Wanted {
  readonly name: string
  /** As `pg_class` calls it: a table or a view. */
  readonly kind: 'r' | 'v'
  readonly home: string | null
}

function namesOf(projection: Projection, generations: readonly Generation[]): readonly Wanted[] {
  const home = schemaOf(projection) ?? null
  const own = generations.filter(one => one.projection === projection.name)
  const views = [...new Set(own.map(one => one.version))].map(version =>
    plainViewName({ ...projection, version }),
  )
  const tables = own.map(({ version, generation }) =>
    plainTableName({ ...projection, version }, generation),
  )
  return [
    ...views.map(name => ({ name, kind: 'v' as const, home })),
    ...tables.map(name => ({ name, kind: 'r' as const, home })),
  ]
}

async function move(client: PoolClient, wanted: readonly Wanted[]): Promise<void> {
  await client.query(`set local lock_timeout to '1s'`)
  // Whoever starts at the same time finds them moved.
  await client.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [extensionSchema])
  for (const { schema, name, home, doubled } of await findElsewhere(client, wanted)) {
    if (doubled) continue
    const [from, what, to] = [schema, name, home].map(part => pg.escapeIdentifier(part))
    // Of a view, too.
    await client.query(`alter table ${from}.${what} set schema ${to}`)
  }
}

function explain(error: unknown): never {
  const text = `The tables of projections cannot be moved to their schema: ${messageOf(error)}`
  if (isDenied(error))
    throw new DecklogError(
      'DECKLOG_DATABASE_DENIED',
      `${text}: make Decklog's role the owner of its tables, with usage and create on both schemas`,
      { cause: error },
    )
  if (isLocked(error))
    throw new DecklogError(
      'DECKLOG_DATABASE_UNAVAILABLE',
      `${text}: start again when nobody reads them, such as an older Decklog or a backup`,
      { cause: error, retryAfterSeconds: 1 },
    )
  throw error
}
