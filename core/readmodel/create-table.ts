import pg, { type PoolClient } from 'pg'
import type { Database } from '../../postgres/database.ts'
import { columnsOf, viewName, type ReadModel } from './read-model.ts'

const indexingMs = 600_000

/** Creates the empty table of a read model. Keys sort by bytes, so that `after` means the same everywhere. */
export async function createTable(client: PoolClient, model: ReadModel): Promise<void> {
  const columns = columnsOf(model.projection)
    .map(([name, type]) => `, ${pg.escapeIdentifier(name)} ${type}`)
    .join('')
  await client.query(`
    create table ${model.table} (
      _key text collate "C" primary key,
      _position bigint not null
      ${columns}
    )
  `)
}

/**
 * Creates the indexes that a table lacks: all of one that has just been built, which is quicker than to keep them while it is, and of
 * an older one those that its projection has declared since.
 */
export async function addIndexes(database: Database, model: ReadModel): Promise<void> {
  const missing = await database.withClient(client => missingIndexes(client, model))
  if (missing.length === 0) return
  await database.withTransaction(async client => {
    await client.query(`set local statement_timeout to ${indexingMs}`)
    await client.query(`set local maintenance_work_mem to '256MB'`)
    for (const { columns, filled } of await missingIndexes(client, model)) {
      const names = columns.map(column => pg.escapeIdentifier(column)).join(', ')
      const which = filled === '' ? '' : `where ${pg.escapeIdentifier(filled)} is not null`
      await client.query(longQuery(`create index on ${model.table} (${names}) ${which}`))
    }
  })
}

/** Lets readers see this table from the end of the transaction on. */
export async function showTable(client: PoolClient, model: ReadModel): Promise<void> {
  await client.query(`set local lock_timeout to '1s'`)
  const view = viewName(model.projection)
  // A view keeps the order of its columns for good, and with it what others were granted and made of it.
  const { rows } = await client.query<{ attname: string }>(
    `select attname from pg_attribute where attrelid = to_regclass($1) and attnum > 0 order by attnum`,
    [view],
  )
  const columns = rows.map(({ attname }) => pg.escapeIdentifier(attname)).join(', ')
  await client.query(
    `create or replace view ${view} as select ${columns || '*'} from ${model.table}`,
  )
}

/** Of all rows, or of those that fill a column. */
interface Index {
  readonly columns: readonly string[]
  readonly filled: string
}

function nameOf({ columns, filled }: Index): string {
  return `${columns.join()} ${filled}`
}

async function missingIndexes(
  client: PoolClient,
  { projection, table }: ReadModel,
): Promise<readonly Index[]> {
  const { rows } = await client.query<Index>(
    `
      select array(
        select attname::text
        from unnest(indkey::int2[]) with ordinality as indexed (attnum, place)
        join pg_attribute on attrelid = indrelid and pg_attribute.attnum = indexed.attnum
        order by place
      ) as columns,
      coalesce(
        trim('"' from substring(pg_get_expr(indpred, indrelid) from '^\\((.*) IS NOT NULL\\)$')), ''
      ) as filled
      from pg_index where indrelid = $1::regclass
    `,
    [table],
  )
  const known = new Set(rows.map(nameOf))
  const declared = [['_position'], ...(projection.indexes ?? [])]
  return [
    ...declared.map(columns => ({ columns, filled: '' })),
    ...(projection.sparse ?? []).map(filled => ({ columns: ['_key'], filled })),
  ].filter(index => !known.has(nameOf(index)))
}

// The client, too, is to wait for it.
function longQuery(text: string): { readonly text: string } {
  const query = { text, query_timeout: indexingMs }
  return query
}
