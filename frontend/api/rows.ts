import type { Wanted } from './gather.ts'

/** Rows of a list as far as they are read, and where they go on. */
export interface Rows<Row> {
  readonly rows: readonly Row[]
  readonly next: string | null
}

/** What of a list is asked for. */
export interface RowsQuery {
  readonly limit: number
  readonly after?: string
  readonly keys?: string[]
}

/** How a list is read. */
export interface RowsOptions<Row> {
  keyOf(row: Row): string
  page(query: RowsQuery, signal: AbortSignal): Promise<Rows<Row>>
  /** `all`: every page of it. By default the first, and more when asked. */
  readonly pages?: 'all'
  /** The order of its rows; without it new ones come first. */
  compare?(a: Row, b: Row): number
}

const pageLimit = 200

/** Reads of a list what is wanted: only the rows that changed, once it is there. */
export async function readRows<Row>(
  options: RowsOptions<Row>,
  {
    wanted,
    before,
    signal,
  }: {
    readonly wanted: Wanted
    readonly before: Rows<Row> | undefined
    readonly signal: AbortSignal
  },
): Promise<Rows<Row>> {
  if (wanted !== 'all' && before) {
    const keys = [...wanted]
    const { rows } = await options.page({ keys, limit: pageLimit }, signal)
    return { ...before, rows: mergeRows(before.rows, { keys, rows }, options) }
  }
  if (options.pages !== 'all') return options.page({ limit: 50 }, signal)
  return { rows: await readAll(query => options.page(query, signal)), next: null }
}

/** Reads a list page by page: to its end, or so many pages of it. */
export async function readAll<Row>(
  page: (query: RowsQuery) => Promise<Rows<Row>>,
  mostPages = Infinity,
): Promise<readonly Row[]> {
  const rows: Row[] = []
  let next: string | null = null
  let pages = 0
  do {
    const read: Rows<Row> = await page({
      limit: pageLimit,
      ...(next === null ? {} : { after: next }),
    })
    rows.push(...read.rows)
    next = read.next
    pages += 1
  } while (next !== null && pages < mostPages)
  return rows
}

/** Puts rows that were read again in the place of those that there were; of the keys that were asked for, what did not come is gone. */
function mergeRows<Row>(
  before: readonly Row[],
  read: { readonly keys: readonly string[]; readonly rows: readonly Row[] },
  { keyOf, compare }: Pick<RowsOptions<Row>, 'keyOf' | 'compare'>,
): readonly Row[] {
  const asked = new Set(read.keys)
  const fresh = new Map(read.rows.map(row => [keyOf(row), row]))
  const kept = before.flatMap(row => {
    const key = keyOf(row)
    if (!asked.has(key)) return [row]
    const now = fresh.get(key)
    fresh.delete(key)
    return now === undefined ? [] : [now]
  })
  const merged = [...fresh.values(), ...kept]
  return compare ? merged.sort(compare) : merged
}
