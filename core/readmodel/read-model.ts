import pg from 'pg'
import type { PgType, Projection } from '../projection.ts'

/** One table of a projection: which version of it, and which building of that version. */
export interface ReadModel {
  readonly projection: Projection
  readonly generation: number
  /** Quoted name of the table, with its schema where that is not Decklog's own. */
  readonly table: string
}

/** Schema of the tables of projections that come from extensions; `migrations/core/0013_extensions.sql` creates it. */
export const extensionSchema = 'decklog_extensions'

// A symbol: an extension cannot choose where its tables are.
const schema = Symbol('schema')

type Placed = Projection & { readonly [schema]?: typeof extensionSchema }

/** The same projection, whose tables are in the schema of those that come from extensions. */
export function placeApart(projection: Projection): Projection {
  // A copy of an instance lacks the methods of its class.
  const keys: Projection['keys'] = event => projection.keys(event)
  const placed: Placed = { ...projection, keys, [schema]: extensionSchema }
  return placed
}

/** The schema of a projection's tables; undefined: Decklog's own, the first of the connection's search path. */
export function schemaOf(projection: Placed): typeof extensionSchema | undefined {
  return projection[schema]
}

/** Names the table of one generation. */
export function readModelOf(projection: Projection, generation: number): ReadModel {
  const table = inSchema(projection, plainTableName(projection, generation))
  return { projection, generation, table }
}

/** Name of the table of one generation, unquoted and without its schema. */
export function plainTableName(projection: Projection, generation: number): string {
  return `${plainViewName(projection)}_${generation}`
}

/** Name of the view through which a version is read, unquoted; also how its changes are announced. */
export function plainViewName({ name, version }: Projection): string {
  return `${name.replaceAll('-', '_')}_v${version}`
}

/** Quoted name of the view through which a version is read, with its schema where that is not Decklog's own. */
export function viewName(projection: Projection): string {
  return inSchema(projection, plainViewName(projection))
}

function inSchema(projection: Projection, name: string): string {
  const parts = [schemaOf(projection) ?? [], name].flat()
  return parts.map(part => pg.escapeIdentifier(part)).join('.')
}

/** A projection's columns with their types, in the order declared. */
export function columnsOf(projection: Projection): readonly (readonly [string, PgType])[] {
  return Object.entries<PgType>({ ...projection.columns })
}
