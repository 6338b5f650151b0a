import pg, { type PoolClient } from 'pg'
import { DecklogError, messageOf } from '../errors.ts'
import { BinaryArray } from '../../postgres/binary-array.ts'
import { prepared } from '../../postgres/prepared.ts'
import { columnsOf, type ReadModel } from './read-model.ts'
import { encodeColumn, type ColumnValues } from './row-codec.ts'

/** The new state of one row; null deletes it. */
export interface RowChange {
  readonly key: string
  readonly position: bigint
  readonly row: object | null
}

/** Writes changed rows, and remembers for a day those that it deletes. */
export async function writeRows(
  client: PoolClient,
  model: ReadModel,
  changes: readonly RowChange[],
): Promise<void> {
  if (changes.length === 0) return
  const text = `with ${rowWrites(model, { first: 4 })} select`
  const { projection, generation } = model
  const identity = [projection.name, projection.version, generation]
  await client.query(text, [...identity, ...rowValues(model, changes).flat()])
}

/**
 * The parts of a statement that write rows: `written`, `deleted` and `removed`. $1 to $3, or those that `identity` names, say which table
 * it is; from `first` on stand the values of `rowValues`.
 */
export function rowWrites(
  model: ReadModel,
  {
    first,
    identity = '$1, $2, $3',
    when = 'true',
    remember = 'true',
  }: {
    readonly first: number
    readonly identity?: string
    readonly when?: string
    readonly remember?: string
  },
): string {
  const columns = ['_key', '_position', ...columnNames(model)]
  const arrays = ['text', 'bigint', ...columnTypes(model)].map(
    (type, at) => `$${first + 2 + at}::${type}[]`,
  )
  const updated = columns.slice(1).map(name => `${name} = excluded.${name}`)
  return `
    written as (
      insert into ${model.table} (${columns.join(', ')})
      select * from unnest(${arrays.join(', ')}) where ${when}
      on conflict (_key) do update set ${updated.join(', ')}
    ), deleted as (
      delete from ${model.table} where _key = any($${first}) and ${when}
    ), removed as (
      insert into row_removals (projection, version, generation, key, position)
      select ${identity}, * from unnest($${first}::text[], $${first + 1}::bigint[])
      where ${remember} and ${when}
      on conflict (projection, version, generation, key)
      do update set position = excluded.position, removed_at = excluded.removed_at
    )
  `
}

/** The values of `rowWrites`: those of the rows that go, and those of the rows that stay. */
export function rowValues(
  model: ReadModel,
  changes: readonly RowChange[],
): readonly [gone: readonly ColumnValues[], kept: readonly ColumnValues[]] {
  const gone = changes.filter(change => change.row === null)
  const kept = changes.filter(change => change.row !== null)
  return [placesOf(gone), changeValues(model, kept)]
}

/** Reads the rows of some keys as a fold takes them. */
export async function loadRows(
  client: PoolClient,
  model: ReadModel,
  keys: readonly string[],
): Promise<ReadonlyMap<string, object>> {
  if (keys.length === 0) return new Map()
  const columns = columnNames(model).map(name => `, ${name}`)
  const { rows } = await client.query<{ _key: string }>(
    prepared(`select _key ${columns.join('')} from ${model.table} where _key = any($1)`, [keys]),
  )
  return new Map(rows.map(({ _key, ...row }) => [_key, row]))
}

function columnNames({ projection }: ReadModel): readonly string[] {
  return columnsOf(projection).map(([name]) => pg.escapeIdentifier(name))
}

function columnTypes({ projection }: ReadModel): readonly string[] {
  return columnsOf(projection).map(([, type]) => type)
}

function changeValues(model: ReadModel, changes: readonly RowChange[]): ColumnValues[] {
  for (const { key, row } of changes) if (row) refuseUndeclared(model, key, row)
  const columns = columnsOf(model.projection).map(([name, type]) => {
    const values = changes.map(({ row }) => (row ? Reflect.get(row, name) : undefined))
    return encodeColumn(type, values, error => ofColumn(name, error))
  })
  return [...placesOf(changes), ...columns]
}

function placesOf(changes: readonly RowChange[]): readonly [keys: Buffer, positions: Buffer] {
  const keys = new BinaryArray('text', changes.length, 24)
  const positions = new BinaryArray('int8', changes.length, 8)
  for (const { key, position } of changes) {
    keys.text(key)
    positions.bigint(position)
  }
  return [keys.bytes, positions.bytes]
}

function ofColumn(name: string, cause: unknown): DecklogError {
  return new DecklogError('DECKLOG_PLUGIN_INVALID', `${name}: ${messageOf(cause)}`, { cause })
}

function refuseUndeclared({ projection }: ReadModel, key: string, row: object): void {
  for (const name of Object.keys(row))
    if (!Object.hasOwn(projection.columns, name) && Reflect.get(row, name) !== undefined)
      throw new DecklogError('DECKLOG_PLUGIN_INVALID', `Row ${key}: ${name} is not a column`)
}
