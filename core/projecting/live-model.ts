import { DecklogError } from '../errors.ts'
import type { Projection } from '../projection.ts'
import type { Database } from '../../postgres/database.ts'
import { generationsOf, listGenerations } from '../readmodel/generations.ts'
import { readModelOf, type ReadModel } from '../readmodel/read-model.ts'
import { projectionOf } from './widen.ts'

/** The table of a projection that readers see; DECKLOG_PROJECTION_REBUILDING when there is none yet. */
export async function liveModel(database: Database, projection: Projection): Promise<ReadModel> {
  const own = generationsOf(await listGenerations(database), projection)
  const live = own.find(generation => generation.live)
  if (live) return readModelOf(projectionOf(projection, live), live.generation)
  throw new DecklogError(
    'DECKLOG_PROJECTION_REBUILDING',
    `${projection.name} is being built from the ledger`,
  )
}
