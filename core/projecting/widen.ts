import type { Database } from '../../postgres/database.ts'
import type { Projection } from '../projection.ts'
import { addGeneration, type Generation, generationsOf } from '../readmodel/generations.ts'
import { holdBackTables } from './lease-of.ts'

/** A projection that folds the events of guards, as it follows those of the guards of these names. */
export function followingGuards(projection: Projection, guards: readonly string[]): Projection {
  const words = Object.keys(projection.ofGuards ?? {})
  return widened(
    projection,
    guards.flatMap(guard => words.map(word => `${guard}.${word}`)),
  )
}

/** A projection as a table of it was begun: with the event types of guards that are not installed here too. */
function widened(projection: Projection, types: readonly string[] | null): Projection {
  const { ofGuards, on } = projection
  if (!ofGuards || !types) return projection
  const more = types.flatMap(type => {
    const fold = ofGuards[type.split('.')[1] ?? '']
    return fold && !Object.hasOwn(on, type) ? [[type, fold] as const] : []
  })
  return more.length === 0
    ? projection
    : { ...projection, on: { ...on, ...Object.fromEntries(more) } }
}

/** The projection of a table, with the event types that it was begun with. */
export function projectionOf(
  projection: Projection,
  { eventTypes }: Pick<Generation, 'eventTypes'>,
): Projection {
  return widened(projection, eventTypes)
}

/**
 * Has a table built with the event types of guards that the newest table lacks, and with those that it has: another process may have
 * other guards. The old one is read until the new one has caught up. Tells whether one was begun.
 */
export async function widenTable(
  database: Database,
  projection: Projection,
  seen: readonly Generation[],
): Promise<boolean> {
  if (missing(projection, generationsOf(seen, projection).at(-1)).length === 0) return false
  return database.withTransaction(async client => {
    await holdBackTables(client, projection)
    const { rows } = await client.query<{ eventTypes: readonly string[] | null }>(
      `
        select event_types as "eventTypes" from projection_generations
        where projection = $1 and version = $2 order by generation desc limit 1
      `,
      [projection.name, projection.version],
    )
    const [newest] = rows
    if (!newest || missing(projection, newest).length === 0) return false
    await addGeneration(client, projectionOf(projection, newest))
    return true
  })
}

function missing(
  { ofGuards, on }: Projection,
  newest: Pick<Generation, 'eventTypes'> | undefined,
): readonly string[] {
  if (!ofGuards || !newest) return []
  const known = new Set(newest.eventTypes ?? [])
  return Object.keys(on).filter(type => !known.has(type))
}
