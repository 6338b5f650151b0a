/** What a column can equal. */
export type ColumnValue = string | number | boolean | null

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
  /** All unless it says otherwise. */
  readonly limit?: number
}

/** Which rows, where all that match are wanted. */
export type AllQuery = Omit<RowsQuery, 'after' | 'limit'>

/** Rows in the order of their keys, and the ledger position they are current to. */
export interface Rows<Row extends object = Record<string, unknown>> {
  readonly rows: readonly (Row & { readonly _key: string })[]
  readonly position: bigint
}

/** Reads rows of a read model. */
export type ReadRows<Query> = <Row extends object = Record<string, unknown>>(
  projection: string,
  query?: Query,
) => Promise<Rows<Row>>
