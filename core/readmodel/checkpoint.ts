import type { PoolClient } from 'pg'
import { DecklogError } from '../errors.ts'
import { plainViewName, type ReadModel } from './read-model.ts'

/** Channel on which processes hear how far the read models have come: `<view> <position>`. */
export const positionChannel = 'decklog_positions'

/** Channel on which processes hear that rows have changed: `<view> <position>`. */
export const rowsChannel = 'decklog_rows'

/** Where a checkpoint moves, and by what. */
export interface CheckpointMove {
  readonly from: bigint
  readonly to: bigint
  /** How many events that is. */
  readonly events: number
  /** The last of them, by which the ledger is known again; barriers do not last. */
  readonly last?: LastEvent | undefined
  /** `silent`: nobody reads this table yet. */
  readonly tell: 'rows' | 'position' | 'silent'
}

/** Where an event is in the ledger, and which one it is. */
export interface LastEvent {
  readonly stream: string
  readonly revision: bigint
  readonly id: string
}

/** Where and how a move is told; the channel is null when it is not. */
export function announcementOf(
  { projection }: ReadModel,
  { to, tell }: CheckpointMove,
): { readonly channel: string | null; readonly payload: string } {
  const payload = `${plainViewName(projection)} ${to}`
  if (tell === 'silent') return { channel: null, payload }
  return { channel: tell === 'rows' ? rowsChannel : positionChannel, payload }
}

/** Moves a checkpoint and announces it with the commit; throws DECKLOG_LEASE_LOST when it is not where the work started. */
export async function moveCheckpoint(
  client: PoolClient,
  model: ReadModel,
  move: CheckpointMove,
): Promise<void> {
  const { name, version } = model.projection
  const { channel, payload } = announcementOf(model, move)
  const { from, to, events, last } = move
  const identity = [name, version, model.generation]
  const { rowCount } = await client.query(
    `
      with moved as (
        update projection_checkpoints
        set position = $4, updated_at = clock_timestamp(), events = events + $8,
          last_stream = coalesce($9, last_stream), last_revision = coalesce($10, last_revision),
          last_event_id = coalesce($11, last_event_id)
        where projection = $1 and version = $2 and generation = $3 and position = $5
        returning true
      )
      select case when $6::text is not null then pg_notify($6, $7) end from moved
    `,
    [
      ...[...identity, to.toString(), from.toString(), channel, payload, events],
      ...[last?.stream ?? null, last?.revision.toString() ?? null, last?.id ?? null],
    ],
  )
  if (rowCount !== 1)
    throw new DecklogError('DECKLOG_LEASE_LOST', `${name} was moved by another process`)
}
