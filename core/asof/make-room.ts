import pg, { type PoolClient } from 'pg'
import type { Logger } from 'pino'
import type { Database } from '../../postgres/database.ts'
import type { HeldLease } from '../leases/leases.ts'
import { columnsOf, type ReadModel } from '../readmodel/read-model.ts'
import { addHistory, dropHistory, type History, historyTable } from './histories.ts'

const thinningMs = 600_000
const unusedAfter = `interval '7 days'`

interface RoomParts {
  readonly database: Database
  readonly lease: HeldLease
  readonly log: Logger
  readonly maxBytes: number
}

/**
 * Makes room when histories take more than they may: drops one that nobody has asked for in the last hour, or else halves this one.
 * Answers this one as it is then.
 */
export async function makeRoom(
  { database, lease, log, maxBytes }: RoomParts,
  model: ReadModel,
  history: History,
): Promise<History> {
  if ((await bytesTaken(database)) <= maxBytes) return history
  const [idle] = await idleHistories(database, `interval '1 hour'`, history.id)
  if (idle) {
    await database.withTransaction(client => dropHistory(client, idle))
    return history
  }
  const thinned = await database.withTransaction(async client => {
    await lease.assert(client)
    return thin(client, model, history)
  })
  log.info({ projection: model.projection.name, spacing: thinned.spacing }, 'A history was halved')
  return thinned
}

/** Drops the histories that nobody has asked for in a week, and those of tables that are read no longer. */
export async function dropUnused(database: Database): Promise<void> {
  const replaced = await database.query<{ readonly id: number }>(`
    select id from as_of.histories as histories where not exists (
      select from projection_generations as generations
      where generations.projection = histories.projection and generations.version = histories.version
        and generations.generation = histories.generation and live_since is not null
    )
  `)
  const idle = [...(await idleHistories(database, unusedAfter)), ...replaced.map(toDropped)]
  for (const one of idle) await database.withTransaction(client => dropHistory(client, one))
}

function toDropped({ id }: { readonly id: number }): Pick<History, 'id' | 'table'> {
  return { id, table: historyTable(id) }
}

async function bytesTaken(database: Database): Promise<number> {
  const [row] = await database.query<{ readonly bytes: number }>(`
    select coalesce(sum(pg_total_relation_size(oid)), 0)::bigint as bytes
    from pg_class where relnamespace = 'as_of'::regnamespace and relkind = 'r'
  `)
  return row?.bytes ?? 0
}

async function idleHistories(
  database: Database,
  forLong: string,
  but = 0,
): Promise<readonly Pick<History, 'id' | 'table'>[]> {
  const rows = await database.query<{ readonly id: number }>(
    `
      select id from as_of.histories
      where used_at < now() - ${forLong} and id <> $1 order by used_at
    `,
    [but],
  )
  return rows.map(toDropped)
}

/** Copies every other point of a history, the last one included, into a new one that takes its place. Whoever reads the old one meanwhile finds it gone, and asks again. */
async function thin(client: PoolClient, model: ReadModel, old: History): Promise<History> {
  await client.query(`set local statement_timeout to ${thinningMs}`)
  const thinned = await addHistory(client, model, old.spacing * 2)
  await client.query(
    `
      insert into as_of.points (history, position)
      select $1, position from (
        select position, row_number() over (order by position desc) as place
        from as_of.points where history = $2
      ) as points where place % 2 = 1
    `,
    [thinned.id, old.id],
  )
  await client.query(copyStatement(model, old, thinned))
  await client.query(
    `
      update as_of.histories as thinned
      set position = old.position, categories = old.categories, used_at = old.used_at,
        last_stream = old.last_stream, last_revision = old.last_revision,
        last_event_id = old.last_event_id
      from as_of.histories as old where thinned.id = $1 and old.id = $2
    `,
    [thinned.id, old.id],
  )
  await dropHistory(client, old)
  const { position, categories, last } = old
  return { ...thinned, position, categories, last }
}

// Of several versions between two points that stay, the newest; it is then that of the later point.
function copyStatement(
  model: ReadModel,
  old: History,
  thinned: History,
): { readonly text: string } {
  const own = columnsOf(model.projection).map(([name]) => `, ${pg.escapeIdentifier(name)}`)
  const names = `_gone, _stuck, _position ${own.join('')}`
  const text = `
    insert into ${thinned.table} (_key, _at, _first, ${names})
    select _key, kept, row_number() over (partition by _key order by kept) = 1, ${names}
    from (
      select distinct on (version._key, kept) version.*, kept
      from ${old.table} as version
      cross join lateral (
        select min(position) as kept from as_of.points
        where history = ${thinned.id} and position >= version._at
      ) as points
      order by version._key, kept, version._at desc
    ) as newest
  `
  const query = { text, query_timeout: thinningMs }
  return query
}
