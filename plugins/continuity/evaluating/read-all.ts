import type { Host } from '../../../core/plugin.ts'
import type { RowsQuery } from '../../../core/readmodel/rows.ts'

const PAGE = 5_000

/** Rows of a read model, and the position that the first of them were read at. */
export interface AllRows<Row> {
  readonly rows: readonly Row[]
  readonly position: bigint
}

/** Reads all rows of a read model, five thousand at a time. */
export async function readAll<Row extends object>(
  host: Pick<Host, 'rows'>,
  projection: string,
  which: Pick<RowsQuery, 'equals' | 'filled' | 'columns'> = {},
): Promise<AllRows<Row>> {
  const first = await host.rows<Row>(projection, { ...which, limit: PAGE })
  const rows = [...first.rows]
  for (let page = first.rows; page.length === PAGE;) {
    const after = page.at(-1)?._key ?? ''
    page = (await host.rows<Row>(projection, { ...which, limit: PAGE, after })).rows
    rows.push(...page)
  }
  return { rows, position: first.position }
}
