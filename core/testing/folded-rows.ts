import { DecklogError } from '../errors.ts'
import type { Recorded } from '../event.ts'
import type { Host } from '../host.ts'
import { foldEvents } from '../projecting/fold.ts'
import type { Projection } from '../projection.ts'
import type { RowsQuery } from '../readmodel/rows.ts'

type Row = Readonly<Record<string, unknown>>

/** `host.rows` of a test: what projections make of the events recorded so far, asked for as Postgres would be. */
export function createFoldedRows(
  projections: readonly Projection[],
  recorded: () => Promise<readonly Recorded[]>,
): Host['rows'] {
  return async <R extends object>(name: string, query: RowsQuery = {}) => {
    const projection = projections.find(one => one.name === name)
    if (!projection)
      throw new DecklogError('DECKLOG_PROJECTION_UNKNOWN', `this test has no projection ${name}`)
    const events = await recorded()
    const rows = [
      ...foldEvents(
        projection,
        events.filter(({ type }) => type in projection.on),
      ),
    ]
      .map(([_key, row]) => ({ ...row, _key }))
      .sort((a, b) => (a._key < b._key ? -1 : 1))
      .filter(row => isWanted(row, query))
      .slice(0, query.limit)
      .map(row => pick(row, query.columns))
    // They are the rows of the projection that the plugin names, whose type is its own.
    return {
      rows: rows as unknown as readonly (R & { _key: string })[],
      position: BigInt(events.length),
    }
  }
}

function isWanted(
  row: Row & { readonly _key: string },
  { keys, equals = {}, filled = [], after }: RowsQuery,
): boolean {
  if (keys && !keys.includes(row._key)) return false
  if (after !== undefined && row._key <= after) return false
  if (filled.some(column => (row[column] ?? null) === null)) return false
  return Object.entries(equals).every(([column, value]) =>
    [value].flat().some(one => one === (row[column] ?? null)),
  )
}

function pick(row: Row & { readonly _key: string }, columns: readonly string[] | undefined): Row {
  if (!columns) return row
  return Object.fromEntries(['_key', ...columns].map(column => [column, row[column]]))
}
