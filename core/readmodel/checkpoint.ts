import type { PoolClient } from 'pg'
import { DecklogError } from '../errors.ts'
import { plainViewName, type ReadModel } from './read-model.ts'

/** Channel on which processes hear how far the read models have come: `<view> <position>`. */
export const positionChannel = 'decklog_positions'

/** Channel on which processes hear that rows have changed: `<view> <position>`. */
export const rowsChannel = 'decklog_rows'

interface CheckpointMove {
  readonly from: bigint
  readonly to: bigint
  /** `silent`: nobody reads this table yet. */
  readonly tell: 'rows' | 'position' | 'silent'
}

/** Moves a checkpoint and announces it with the commit; throws DECKLOG_LEASE_LOST when it is not where the work started. */
export async function moveCheckpoint(
  client: PoolClient,
  model: ReadModel,
  { from, to, tell }: CheckpointMove,
): Promise<void> {
  const { name, version } = model.projection
  const channel = tell === 'rows' ? rowsChannel : positionChannel
  const payload = `${plainViewName(model.projection)} ${to}`
  const identity = [name, version, model.generation]
  const { rowCount } = await client.query(
    `
      with moved as (
        update projection_checkpoints set position = $4, updated_at = clock_timestamp()
        where projection = $1 and version = $2 and generation = $3 and position = $5
        returning true
      )
      select case when $6 = 'silent' then null else pg_notify($7, $8) end from moved
    `,
    [...identity, to.toString(), from.toString(), tell, channel, payload],
  )
  if (rowCount !== 1)
    throw new DecklogError('DECKLOG_LEASE_LOST', `${name} was moved by another process`)
}
