import { DecklogError } from '../errors.ts'
import type { Recorded } from '../event.ts'
import type { Host } from '../host.ts'
import { foldEvents } from '../projecting/fold.ts'
import type { Projection } from '../projection.ts'
import type { OlderRows, RowsQuery } from '../readmodel/rows.ts'

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
    const folded = foldEvents(
      projection,
      events.filter(({ type }) => type in projection.on),
    )
    const wanted = [...folded]
      .map(([_key, row]) => ({ ...row, _key }))
      .sort((a, b) => (a._key < b._key ? -1 : 1))
      .filter(row => isWanted(row, query))
    const rows = (query.older ? olderRows(wanted, query.older) : wanted)
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

/** Those of some rows that are older, the oldest first. */
export function olderRows<Row extends { readonly _key: string }>(
  rows: readonly Row[],
  { by, than, after }: OlderRows,
): readonly Row[] {
  const msOf = (row: Row): number => (Reflect.get(row, by) as Date | null)?.getTime() ?? Infinity
  const isBehind = (row: Row): boolean => {
    if (!after) return true
    const [ms, afterMs] = [msOf(row), after.time.getTime()]
    return ms > afterMs || (ms === afterMs && row._key > after.key)
  }
  return rows
    .filter(row => msOf(row) < than.getTime() && isBehind(row))
    .toSorted((a, b) => msOf(a) - msOf(b) || (a._key < b._key ? -1 : 1))
}
