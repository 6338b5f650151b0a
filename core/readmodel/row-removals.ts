import type { PoolClient } from 'pg'
import type { Projection } from '../projection.ts'
import { plainViewName, type ReadModel } from './read-model.ts'

/** Channel on which processes hear that all rows are to be read anew: `<view> <position>`. */
export const anewChannel = 'decklog_anew'

/** Tells all who follow a table's changes to read everything anew, also those who are not there now. */
export async function announceAnew(
  client: PoolClient,
  { projection, generation }: ReadModel,
): Promise<void> {
  await client.query(
    `
      with told as (
        update projection_checkpoints set anew_position = position
        where projection = $1 and version = $2 and generation = $3 returning position
      )
      select pg_notify($4, $5 || ' ' || told.position) from told
    `,
    [projection.name, projection.version, generation, anewChannel, plainViewName(projection)],
  )
}

/** Forgets removals of over a day ago; who has not heard of them reads everything anew. */
export async function forgetRemovals(
  client: PoolClient,
  { name, version }: Projection,
): Promise<void> {
  await client.query(
    `
      with forgotten as (
        delete from row_removals as removals
        where projection = $1 and version = $2 and removed_at < now() - interval '1 day'
        returning generation, removals.position
      ), newest as (
        select generation, max(forgotten.position) as position from forgotten group by generation
      )
      update projection_checkpoints as checkpoints
      set anew_position = greatest(anew_position, newest.position - 1)
      from newest
      where projection = $1 and version = $2 and checkpoints.generation = newest.generation
    `,
    [name, version],
  )
}
