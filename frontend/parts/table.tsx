import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import type { Level } from '../words/levels.ts'
import { useRowsKeys } from './rows-keys.ts'
import { useSteady } from './steady.ts'

/** A column of a table. */
export interface Column<Row> {
  readonly head: string
  cell(row: Row): ComponentChildren
  /**
   * `name`: what a row is called, and its link. On a narrow page the name and the time stand in the first line, and the rest below. `more` is
   * left out while a row is open beside the table, which says it too.
   */
  readonly kind?: 'name' | 'time' | 'number' | 'text' | 'more'
}

interface TableProps<Row> {
  /** What it lists; read out, and not drawn. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  keyOf(row: Row): string
  /** Where a row leads. */
  href?(row: Row): string
  /** The bar at its left. */
  level?(row: Row): Level
  /** The key of the row that is open beside it. */
  readonly open?: string | undefined
}

/** A table whose rows are links, of which each becomes a card of two lines where there is no room. `j`, `k` and `Enter` go through it. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, keyOf } = props
  const body = useRef<HTMLTableSectionElement>(null)
  useRowsKeys(body)
  const { items, hold } = useSteady(rows, keyOf)
  // Cells that are no longer drawn as a table lose what they are for who does not see them, unless it is said.
  return (
    <table class="table" role="table" {...hold}>
      <caption class="unseen">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ head, kind = 'text' }) => (
            <th key={head} role="columnheader" scope="col" class={`of-${kind}`}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body} role="rowgroup">
        {items.map(row => (
          <Row key={keyOf(row)} {...props} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Row<Item>({
  row,
  columns,
  href,
  level,
  keyOf,
  open,
}: TableProps<Item> & { readonly row: Item }) {
  const isOpen = open !== undefined && keyOf(row) === open
  const barred = level ? `has-bar is-${level(row)}` : ''
  return (
    <tr role="row" class={`row ${barred} ${isOpen ? 'is-open' : ''}`}>
      {columns.map(({ head, kind = 'text', cell }) => (
        <td key={head} role="cell" class={`of-${kind}`}>
          {kind === 'name' && href ? (
            <a class="row-link" href={href(row)} {...(isOpen ? { 'aria-current': 'true' } : {})}>
              {cell(row)}
            </a>
          ) : (
            cell(row)
          )}
        </td>
      ))}
    </tr>
  )
}
