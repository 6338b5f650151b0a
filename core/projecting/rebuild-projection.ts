import type { Projection } from '../projection.ts'
import type { Database } from '../postgres/database.ts'
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
  // One behind the live table was replaced and is about to be dropped.
  const newest = own.at(-1)
  if (newest && !newest.live && !newest.problem) return newest.generation
  return database.withTransaction(async client => {
    await holdBackLeader(client, projection)
    return (await addGeneration(client, projection)).generation
  })
}
