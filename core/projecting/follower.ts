import type { PoolClient } from 'pg'
import { DecklogError, messageOf } from '../errors.ts'
import { isLocked, sqlStateOf } from '../../postgres/database-error.ts'
import type { StoredEvent, SubscriptionBatch } from '../ledger/ledger.ts'
import { positionChannel } from '../readmodel/commit-batch.ts'
import { addIndexes } from '../readmodel/create-table.ts'
import { type Generation, makeLive } from '../readmodel/generations.ts'
import { plainViewName, type ReadModel } from '../readmodel/read-model.ts'
import { announceAnew } from '../readmodel/row-removals.ts'
import { applyBatch, type ApplyParts } from './apply-batch.ts'
import type { FollowParts } from './follow-parts.ts'
import { RowsAtHand } from './rows-at-hand.ts'
import { createTableBuilder } from './table-builder.ts'

const noteProgressEveryMs = 5_000
const swapAgainAfterMs = 200
const liveBytesAtHand = 4 * 1024 * 1024

/** Takes the batches of one subscription, in order. */
export interface Follower {
  take(batch: SubscriptionBatch): Promise<void>
  /** Lets readers see the table once it has reached the head. */
  settle(end: 'live' | 'not live'): Promise<void>
}

/** Creates what applies batches to a table from where it stands, towards the head of the ledger. */
export function createFollower(
  parts: FollowParts,
  start: Pick<Generation, 'position' | 'live' | 'parked'> & { readonly head: bigint },
): Follower {
  const { clock, measures, barrier } = parts
  const { name } = parts.model.projection
  let builder = start.live ? undefined : createTableBuilder(parts, start.position)
  const atHand = new RowsAtHand({ table: 'unknown', maxBytes: liveBytesAtHand })
  let written = start.position
  let reached = start.position
  let writtenMs = clock.monotonicMs()
  let parked: 'some' | 'none' = start.parked > 0 ? 'some' : 'none'

  async function take(batch: SubscriptionBatch): Promise<void> {
    const before = reached
    const events = batch.events.filter(event => event.position > before)
    const last = events.at(-1)?.position ?? before
    reached = batch.checkpoint !== undefined && batch.checkpoint > last ? batch.checkpoint : last
    if (builder) await builder.take(events, reached)
    else if (events.length > 0 || isDue()) await write(events)
    await settle(batch.live ? 'live' : 'not live')
  }

  function isDue(): boolean {
    return reached > written && clock.monotonicMs() - writtenMs >= noteProgressEveryMs
  }

  async function write(events: readonly StoredEvent[]): Promise<void> {
    const startedMs = clock.monotonicMs()
    const stretch = { events, from: written, to: reached, parked }
    const applied = await applyBatch(parts, stretch, atHand)
    // Once a retry has taken the last one, the next batch is swift again.
    parked = applied.parked
    written = reached
    writtenMs = clock.monotonicMs()
    measures.applied(name, events.length, (writtenMs - startedMs) / 1_000)
    for (const { key, type, position, error } of applied.aside)
      if (error !== undefined)
        parts.log.error({ key, type, position: String(position), reason: error }, 'Parked an event')
  }

  async function settle(end: 'live' | 'not live'): Promise<void> {
    if (!builder || (end === 'not live' && reached < start.head)) return
    await builder.flush()
    written = reached
    const outcome = await goLive(parts)
    if (outcome === 'live') {
      builder = undefined
      const { generation } = parts.model
      // The first of them is news to nobody: all are made on the first start.
      parts.log[generation === 1 ? 'debug' : 'info']({ generation }, 'The read model is live')
    } else if (outcome === 'busy' && !parts.lease.signal.aborted) {
      await clock.delay(swapAgainAfterMs, parts.lease.signal).catch(() => undefined)
      await settle(end)
    } else {
      // The next batch tries again; a barrier makes sure that there is one.
      await barrier.raise()
    }
  }

  return { take, settle }
}

// A conflict with somebody else's transaction, or the server's own trouble: the next try may do. All else stays until somebody mends it.
const passes = /^(25|40|55|58|XX)/

/**
 * Lets readers see a table that has caught up, in place of the one before. `busy`: a reader held the old one for over a second;
 * `behind`: the old one has come further.
 */
async function goLive(parts: ApplyParts): Promise<'live' | 'busy' | 'behind'> {
  const { database, lease, model } = parts
  try {
    await addIndexes(database, model)
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
    if (isLocked(error)) return 'busy'
    const state = sqlStateOf(error)
    if (state === undefined || passes.test(state)) throw error
    const why = `${model.projection.name} cannot be read: ${messageOf(error)}`
    throw new DecklogError('DECKLOG_PLUGIN_INVALID', why, { cause: error })
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
