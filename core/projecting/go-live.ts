import type { PoolClient } from 'pg'
import { plainViewName, type ReadModel } from '../readmodel/read-model.ts'
import { sqlStateOf } from '../postgres/database-error.ts'
import { positionChannel } from '../readmodel/checkpoint.ts'
import { makeLive } from '../readmodel/generations.ts'
import { announceAnew } from '../readmodel/row-removals.ts'
import type { ApplyParts } from './apply-batch.ts'

const lockNotAvailable = '55P03'

/**
 * Lets readers see a table that has caught up, in place of the one before. `busy`: a reader held the old one for over a second;
 * `behind`: the old one has come further.
 */
export async function goLive(parts: ApplyParts): Promise<'live' | 'busy' | 'behind'> {
  const { database, lease, model } = parts
  try {
    return await database.withTransaction(async client => {
      await lease.assert(client)
      const position = await positionToShow(client, model)
      if (position === undefined) return 'behind'
      await makeLive(client, model)
      await announceAnew(client, model)
      const payload = `${plainViewName(model.projection)} ${position}`
      await client.query('select pg_notify($1, $2)', [positionChannel, payload])
      return 'live'
    })
  } catch (error) {
    if (sqlStateOf(error) === lockNotAvailable) return 'busy'
    throw error
  }
}

/** The table's position, when no other table of its version that still moves has come further. */
async function positionToShow(client: PoolClient, model: ReadModel): Promise<string | undefined> {
  const { rows } = await client.query<{ generation: number; position: string }>(
    `
      select generation, checkpoints.position::text
      from projection_checkpoints as checkpoints join projection_generations using (projection, version, generation)
      where projection = $1 and version = $2 and (generation = $3 or (live_since is not null and problem_code is null))
      order by checkpoints.position desc, generation = $3 desc limit 1
    `,
    [model.projection.name, model.projection.version, model.generation],
  )
  const [furthest] = rows
  return furthest?.generation === model.generation ? furthest.position : undefined
}
