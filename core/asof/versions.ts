import pg, { type PoolClient } from 'pg'
import type { Database } from '../../postgres/database.ts'
import { columnsOf, type ReadModel } from '../readmodel/read-model.ts'
import { rowValues } from '../readmodel/row-writer.ts'
import type { KnownRow, RolledRow } from './roll.ts'

/** The rows of a history at one of its points; of a row that stayed as it was the version of an earlier point counts. */
export interface VersionsAt {
  readonly model: ReadModel
  /** Quoted name of the table of the history. */
  readonly table: string
  readonly at: bigint
}

/** Creates the empty table of a history. */
export async function createHistoryTable(
  client: PoolClient,
  model: ReadModel,
  table: string,
): Promise<void> {
  const own = columnsOf(model.projection)
    .map(([name, type]) => `, ${pg.escapeIdentifier(name)} ${type}`)
    .join('')
  await client.query(`
    create table ${table} (
      _key text collate "C" not null,
      _at bigint not null,
      _first boolean not null,
      _gone boolean not null,
      _stuck boolean not null,
      _position bigint not null
      ${own},
      primary key (_key, _at)
    )
  `)
  // By it the keys are found: each has one first row.
  await client.query(`create index on ${table} (_key, _at) where _first`)
}

/** Writes the rows that have changed since the point before. */
export async function writeVersions(
  client: PoolClient,
  { model, table, at }: VersionsAt,
  changes: readonly RolledRow[],
): Promise<void> {
  const own = columnsOf(model.projection)
  const names = own.map(([name]) => `, ${pg.escapeIdentifier(name)}`).join('')
  const arrays = own.map(([, type], at) => `, $${at + 6}::${type}[]`).join('')
  await client.query(
    `
      insert into ${table} (_key, _at, _first, _gone, _stuck, _position ${names})
      select
        version._key, $1,
        not exists (select from ${table} as earlier where earlier._key = version._key),
        version._gone, version._stuck, version._position ${names}
      from unnest($2::boolean[], $3::boolean[], $4::text[], $5::bigint[] ${arrays})
        as version (_gone, _stuck, _key, _position ${names})
    `,
    [
      at.toString(),
      changes.map(({ row }) => row === null),
      changes.map(({ state }) => state === 'stuck'),
      ...versionValues(model, changes),
    ],
  )
}

// What is gone has its key alone.
function versionValues(
  model: ReadModel,
  changes: readonly RolledRow[],
): ReturnType<typeof rowValues>[number] {
  const [, kept] = rowValues(
    model,
    changes.map(change => ({ ...change, row: change.row ?? {} })),
  )
  return kept
}

/** Reads the rows of some keys as they were at a point, as a fold takes them. */
export async function loadVersions(
  database: Database,
  { model, table, at }: VersionsAt,
  keys: readonly string[],
): Promise<ReadonlyMap<string, KnownRow>> {
  const names = columnsOf(model.projection).map(([name]) => `, ${pg.escapeIdentifier(name)}`)
  const rows = await database.query<VersionRow>(
    `
      select version.*
      from unnest($1::text[]) as wanted (key)
      cross join lateral (
        select _key, _gone, _stuck, _position::text ${names.join('')} from ${table}
        where _key = wanted.key collate "C" and _at <= $2 order by _at desc limit 1
      ) as version
    `,
    [keys, at.toString()],
  )
  return new Map(
    rows.map(({ _key, _gone, _stuck, _position, ...row }) => [
      _key,
      {
        row: _gone ? undefined : row,
        position: BigInt(_position),
        state: _stuck ? 'stuck' : 'open',
      },
    ]),
  )
}

interface VersionRow {
  readonly _key: string
  readonly _gone: boolean
  readonly _stuck: boolean
  readonly _position: string
}

/** The select of all rows at a point, of the columns of a read model's table. `bind` adds a value of the statement. */
export function selectVersions(
  { model, table, at }: VersionsAt,
  { without, bind }: { readonly without: readonly string[]; bind(value: unknown): string },
): string {
  const names = columnsOf(model.projection).map(
    ([name]) => `, version.${pg.escapeIdentifier(name)}`,
  )
  const position = `${bind(at.toString())}::bigint`
  return `
    select version._key, version._position ${names.join('')}
    from ${table} as first
    cross join lateral (
      select * from ${table} as any_version
      where any_version._key = first._key and any_version._at <= ${position}
      order by any_version._at desc limit 1
    ) as version
    where first._first and first._at <= ${position} and not version._gone
      and not exists (
        select from unnest(${bind(without)}::text[]) as changed (key)
        where changed.key = first._key
      )
  `
}

/** The select of rows that stand in the statement itself, of the columns of a read model's table. */
export function selectRolled(
  model: ReadModel,
  rows: readonly RolledRow[],
  bind: (value: unknown) => string,
): string {
  const own = columnsOf(model.projection)
  const [, kept] = rowValues(
    model,
    rows.filter(({ row }) => row !== null),
  )
  const types = ['text', 'bigint', ...own.map(([, type]) => type)]
  const arrays = kept.map((values, at) => `${bind(values)}::${types[at]}[]`)
  const names = own.map(([name]) => `, ${pg.escapeIdentifier(name)}`).join('')
  return `
    select _key collate "C" as _key, _position ${names}
    from unnest(${arrays.join(', ')}) as rolled (_key, _position ${names})
  `
}
