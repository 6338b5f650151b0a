import pg, { type PoolClient } from 'pg'
import { DecklogError, messageOf } from '../errors.ts'
import { columnsOf, type ReadModel } from './read-model.ts'
import { encodeValue } from './row-codec.ts'

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
  const deleted = changes.filter(change => change.row === null).map(change => change.key)
  const kept = changes.filter(change => change.row !== null)
  if (kept.length > 0) await client.query(upsertStatement(model), encodeChanges(model, kept))
  if (deleted.length > 0)
    await client.query(`delete from ${model.table} where _key = any($1)`, [deleted])
}

/** Reads the rows of some keys as a fold takes them. */
export async function loadRows(
  client: PoolClient,
  model: ReadModel,
  keys: readonly string[],
): Promise<ReadonlyMap<string, object>> {
  if (keys.length === 0) return new Map()
  const columns = columnsOf(model.projection).map(([name]) => `, ${pg.escapeIdentifier(name)}`)
  const { rows } = await client.query<{ _key: string }>(
    `select _key ${columns.join('')} from ${model.table} where _key = any($1)`,
    [keys],
  )
  return new Map(rows.map(({ _key, ...row }) => [_key, row]))
}

function upsertStatement(model: ReadModel): string {
  const columns = columnsOf(model.projection)
  const names = columns.map(([name]) => pg.escapeIdentifier(name))
  const inserted = ['_key', '_position', ...names]
  const arrays = columns.map(([, type], index) => `, $${index + 3}::${type}[]`)
  const updated = inserted.slice(1).map(name => `${name} = excluded.${name}`)
  return `
    insert into ${model.table} (${inserted.join(', ')})
    select * from unnest($1::text[], $2::bigint[] ${arrays.join('')})
    on conflict (_key) do update set ${updated.join(', ')}
  `
}

function encodeChanges(model: ReadModel, changes: readonly RowChange[]): unknown[] {
  const columns = columnsOf(model.projection)
  const values = columns.map(() => new Array<string | null>(changes.length))
  for (const [index, { key, row }] of changes.entries()) {
    const fields = new Map<string, unknown>(Object.entries(row ?? {}))
    for (const [column, [name, type]] of columns.entries()) {
      const target = values[column]
      if (target) target[index] = encodeField(name, () => encodeValue(type, fields.get(name)))
      fields.delete(name)
    }
    refuseUndeclared(key, fields)
  }
  const keys = changes.map(change => change.key)
  return [keys, changes.map(change => change.position.toString()), ...values]
}

function encodeField<T>(name: string, encode: () => T): T {
  try {
    return encode()
  } catch (error) {
    throw new DecklogError('DECKLOG_PLUGIN_INVALID', `${name}: ${messageOf(error)}`, {
      cause: error,
    })
  }
}

function refuseUndeclared(key: string, fields: ReadonlyMap<string, unknown>): void {
  for (const [name, value] of fields)
    if (value !== undefined)
      throw new DecklogError('DECKLOG_PLUGIN_INVALID', `Row ${key}: ${name} is not a column`)
}
