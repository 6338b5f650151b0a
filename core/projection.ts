import type { DomainEvent, Recorded } from './event.ts'

/**
 * Column types a read model may use. `bigint` holds safe integers and reads as a number; `timestamptz` reads as a Date; `json` is kept
 * as it was written, for what is read whole: quicker to write and to read than `jsonb`, into which SQL can look.
 */
export type PgType =
  | 'text'
  | 'uuid'
  | 'integer'
  | 'bigint'
  | 'double precision'
  | 'boolean'
  | 'timestamptz'
  | 'date'
  | 'jsonb'
  | 'json'

/**
 * A pure keyed fold from events to the rows of one table: no SQL, clock, network or random inside. The same events give the
 * same rows in whatever order the observations came and however often one is repeated.
 *
 * The table is `<name>_v<version>_<generation>` in snake_case, read through the view `<name>_v<version>`. The runner adds the
 * columns `_key` (primary key) and `_position` (last event that touched the row). An event whose `keys` are empty touches no row;
 * a handler that returns null deletes the row, and one that returns the row it was given leaves it as it is.
 */
export interface Projection<Row extends object = object, E extends DomainEvent = DomainEvent> {
  /** kebab-case noun phrase: `disk-status`. */
  readonly name: string
  /** Raised when the fold or the columns change: the table is then built anew from the ledger. */
  readonly version: number
  readonly columns: { readonly [Column in keyof Row]-?: PgType }
  /**
   * Column lists to index, beside `_key` and `_position`; `_key` may end one, for what is read in the order of keys. They may change
   * without a new version: a table gets those that it lacks.
   */
  readonly indexes?: readonly (readonly string[])[]
  /** Columns that are null in most rows: the keys of the others are indexed. */
  readonly sparse?: readonly string[]
  keys(event: Recorded<E>): readonly string[]
  readonly on: {
    readonly [T in E['type']]?: Fold<Row, Extract<E, { type: T }>>
  }
  /**
   * Folds of the events of all guards that there are, by the word behind a guard's name: `Sampled`. Core puts the types of those that
   * are installed into `on`, keeps them with each table, and builds a table anew when there is a new one.
   */
  readonly ofGuards?: Readonly<Record<string, Fold<Row, never>>>
}

// Declared as a method so that a projection of narrower events can stand in a list of projections.
type Fold<Row, E extends DomainEvent> = {
  fold(row: Row | undefined, event: Recorded<E>, key: string): Row | null
}['fold']

// Checked where it is declared; in the contract it would keep projections of different rows out of one list.
interface Indexes<Row> {
  readonly indexes?: readonly (readonly ((keyof Row & string) | '_key')[])[]
  readonly sparse?: readonly (keyof Row & string)[]
}

/** Checks a projection against its contract while keeping its types inferred. */
export function defineProjection<Row extends object, E extends DomainEvent>(
  projection: Projection<Row, E> & Indexes<Row>,
): Projection<Row, E> {
  return projection
}
