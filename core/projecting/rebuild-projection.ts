import type { Projection } from '../projection.ts'
import type { Database } from '../readmodel/database.ts'
import { addGeneration, generationsOf, listGenerations } from '../readmodel/generations.ts'
import { holdBackLeader } from './lease-of.ts'

/**
 * Asks for a projection to be built anew beside the table that is read, which it replaces once it has caught up. Answers the
 * generation: the one that is being built already, if there is one. Whoever leads the projection does the work.
 */
export async function rebuildProjection(
  database: Database,
  projection: Projection,
): Promise<number> {
  const own = generationsOf(await listGenerations(database), projection)
  const building = own.find(generation => !generation.live && !generation.problem)
  if (building) return building.generation
  return database.withTransaction(async client => {
    await holdBackLeader(client, projection)
    return (await addGeneration(client, projection)).generation
  })
}
