import pg from 'pg'
import type { PgType, Projection } from '../projection.ts'

/** One table of a projection: which version of it, and which building of that version. */
export interface ReadModel {
  readonly projection: Projection
  readonly generation: number
  /** Quoted name of the table. */
  readonly table: string
}

/** Names the table of one generation. */
export function readModelOf(projection: Projection, generation: number): ReadModel {
  const table = pg.escapeIdentifier(`${plainViewName(projection)}_${generation}`)
  return { projection, generation, table }
}

/** Name of the view through which a version is read, unquoted; also how its changes are announced. */
export function plainViewName({ name, version }: Projection): string {
  return `${name.replaceAll('-', '_')}_v${version}`
}

/** Quoted name of the view through which a version is read. */
export function viewName(projection: Projection): string {
  return pg.escapeIdentifier(plainViewName(projection))
}

/** A projection's columns with their types, in the order declared. */
export function columnsOf(projection: Projection): readonly (readonly [string, PgType])[] {
  return Object.entries<PgType>({ ...projection.columns })
}
