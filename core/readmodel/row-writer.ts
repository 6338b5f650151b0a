import pg, { type PoolClient } from 'pg'
import { DecklogError, messageOf } from '../errors.ts'
import { BinaryArray } from '../../postgres/binary-array.ts'
import { prepared } from '../../postgres/prepared.ts'
import { columnsOf, type ReadModel } from './read-model.ts'
import { encodeColumn, type ColumnValues } from './row-codec.ts'
import { removeRows } from './row-removals.ts'

/** The new state of one row; null deletes it. */
export interface RowChange {
  readonly key: string
  readonly position: bigint
  readonly row: object | null
}

/** Writes changed rows with one upsert and one delete. */
export async function writeRows(
  client: PoolClient,
  model: ReadModel,
  changes: readonly RowChange[],
): Promise<void> {
  const deleted = changes.filter(change => change.row === null)
  const kept = changes.filter(change => change.row !== null)
  if (kept.length > 0) await client.query(upsertStatement(model), changeValues(model, kept))
  if (deleted.length > 0) await removeRows(client, model, deleted)
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

/** The quoted names of a read model's own columns. */
export function columnNames({ projection }: ReadModel): readonly string[] {
  return columnsOf(projection).map(([name]) => pg.escapeIdentifier(name))
}

/** The types of a read model's own columns. */
export function columnTypes({ projection }: ReadModel): readonly string[] {
  return columnsOf(projection).map(([, type]) => type)
}

/** Rows as Postgres takes them: keys, positions, and one array a column. */
export function changeValues(model: ReadModel, changes: readonly RowChange[]): ColumnValues[] {
  for (const { key, row } of changes) if (row) refuseUndeclared(model, key, row)
  const columns = columnsOf(model.projection).map(([name, type]) => {
    const values = changes.map(({ row }) => (row ? Reflect.get(row, name) : undefined))
    return encodeColumn(type, values, error => ofColumn(name, error))
  })
  return [...placesOf(changes), ...columns]
}

/** Keys and positions of changes, as two arrays. */
export function placesOf(
  changes: readonly RowChange[],
): readonly [keys: Buffer, positions: Buffer] {
  const keys = new BinaryArray('text', changes.length, 24)
  const positions = new BinaryArray('int8', changes.length, 8)
  for (const { key, position } of changes) {
    keys.text(key)
    positions.bigint(position)
  }
  return [keys.bytes, positions.bytes]
}

function upsertStatement(model: ReadModel): string {
  const columns = ['_key', '_position', ...columnNames(model)]
  const types = ['text', 'bigint', ...columnTypes(model)]
  const arrays = types.map((type, index) => `$${index + 1}::${type}[]`)
  const updated = columns.slice(1).map(name => `${name} = excluded.${name}`)
  return `
    insert into ${model.table} (${columns.join(', ')})
    select * from unnest(${arrays.join(', ')})
    on conflict (_key) do update set ${updated.join(', ')}
  `
}

function ofColumn(name: string, cause: unknown): DecklogError {
  return new DecklogError('DECKLOG_PLUGIN_INVALID', `${name}: ${messageOf(cause)}`, { cause })
}

function refuseUndeclared({ projection }: ReadModel, key: string, row: object): void {
  for (const name of Object.keys(row))
    if (!Object.hasOwn(projection.columns, name) && Reflect.get(row, name) !== undefined)
      throw new DecklogError('DECKLOG_PLUGIN_INVALID', `Row ${key}: ${name} is not a column`)
}
