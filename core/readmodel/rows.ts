/** What a column can equal. */
export type ColumnValue = string | number | boolean | null

/** Rows whose time in a column lies before another, the oldest first; after one of them, where that is named. */
export interface OlderRows {
  readonly by: string
  readonly than: Date
  readonly after?: { readonly time: Date; readonly key: string } | undefined
}

/** Which rows: those of the keys, whose columns equal the values and hold something; of them those after a key, at most `limit`. */
export interface RowsQuery {
  readonly keys?: readonly string[]
  /** Of several values, each may be. */
  readonly equals?: Readonly<Record<string, ColumnValue | readonly ColumnValue[]>>
  /** Columns that are not null. */
  readonly filled?: readonly string[]
  /** Which columns are read beside the key; default all. Few of many rows are read much faster. */
  readonly columns?: readonly string[]
  readonly after?: string
  /** In the order of a time instead of the keys, 5,000 at most. */
  readonly older?: OlderRows
  /** All unless it says otherwise. */
  readonly limit?: number
}

/** Which rows, where all that match are wanted. */
export type AllQuery = Omit<RowsQuery, 'after' | 'older' | 'limit'>

/** Rows in the order that was asked for, by default of their keys, and the ledger position they are current to. */
export interface Rows<Row extends object = Record<string, unknown>> {
  readonly rows: readonly (Row & { readonly _key: string })[]
  readonly position: bigint
}

/** Reads rows of a read model. */
export type ReadRows<Query> = <Row extends object = Record<string, unknown>>(
  projection: string,
  query?: Query,
) => Promise<Rows<Row>>
