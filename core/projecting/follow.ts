import { DecklogError, isDecklogError, messageOf } from '../errors.ts'
import { isOtherLedger } from '../ledger/same-ledger.ts'
import { addIndexes } from '../readmodel/create-table.ts'
import { findGeneration, noteProblem } from '../readmodel/generations.ts'
import type { FollowParts } from './follow-parts.ts'
import { followedTypes } from './followed-events.ts'
import { createFollower } from './follower.ts'
import { isRowError } from './write-carefully.ts'

const liveBatch = 1_000
const buildingBatch = 2_000
const firstRetryMs = 100
const lastRetryMs = 2_000

/** Keeps a table at the head until `signal` aborts, over outages; ends early when it had to stop for good, as its row then says. */
export async function follow(parts: FollowParts, signal: AbortSignal): Promise<void> {
  let failures = 0
  const progress = (): void => {
    if (failures > 0) parts.log.info('The projection goes on')
    failures = 0
  }
  while (!signal.aborted) {
    try {
      const outcome = await followOnce(parts, progress, signal)
      if (outcome === 'stopped') return
    } catch (error) {
      if (signal.aborted) return
      if (stopsForGood(error) && (await noteStop(parts, error))) return
      failures += 1
      if (failures === 1) parts.log.warn({ err: error }, 'The projection has to try again')
      await parts.clock.delay(retryAfterMs(failures), signal).catch(() => undefined)
    }
  }
}

async function followOnce(
  parts: FollowParts,
  progress: () => void,
  signal: AbortSignal,
): Promise<'ended' | 'stopped'> {
  const { database, model, ledger } = parts
  const stands = await findGeneration(database, model)
  if (!stands || (stands.problem && stands.live)) return 'stopped'
  const head = await refuseCheckpointAhead(parts, stands.position)
  if (stands.last && (await isOtherLedger(ledger, stands.last, stands.position)))
    throw other(model.projection.name, stands.last.stream)
  if (stands.live) await addIndexes(database, model)
  const follower = createFollower(parts, { ...stands, head })
  await follower.settle('not live')
  const types = followedTypes(model.projection)
  const after = stands.position === 0n ? 'start' : stands.position
  const maxBatch = stands.live ? liveBatch : buildingBatch
  for await (const batch of ledger.subscribe({ types, after, maxBatch, signal })) {
    await follower.take(batch)
    progress()
  }
  return 'ended'
}

/** Answers the ledger's head; throws DECKLOG_CHECKPOINT_AHEAD when even a new event comes to lie before the checkpoint. */
async function refuseCheckpointAhead(parts: FollowParts, position: bigint): Promise<bigint> {
  const head = await parts.ledger.head()
  if (position <= head) return head
  // A replica may lag behind, so that only an append proves where the ledger ends.
  const end = await parts.barrier.raise()
  if (position <= end) return end
  const { name } = parts.model.projection
  throw new DecklogError(
    'DECKLOG_CHECKPOINT_AHEAD',
    `${name} stands at ${position} and the ledger ends at ${end}, as after restoring an older backup: ` +
      `rebuild it with "decklog projections rebuild ${name}"`,
  )
}

function stopsForGood(error: unknown): boolean {
  return isRowError(error) || isDecklogError(error, 'DECKLOG_CHECKPOINT_AHEAD')
}

/** Writes down why the projection stopped; false when that has to be tried again. */
async function noteStop(
  { database, lease, model, log }: FollowParts,
  error: unknown,
): Promise<boolean> {
  const code = isDecklogError(error) ? error.code : 'DECKLOG_PLUGIN_INVALID'
  log.error({ err: error }, 'The projection stopped')
  try {
    await database.withTransaction(async client => {
      await lease.assert(client)
      await noteProblem(client, model, { code, text: messageOf(error) })
    })
    return true
  } catch {
    return false
  }
}

function retryAfterMs(failures: number): number {
  return Math.min(lastRetryMs, firstRetryMs * 2 ** (failures - 1))
}

function other(projection: string, stream: string): DecklogError {
  return new DecklogError(
    'DECKLOG_CHECKPOINT_AHEAD',
    `${projection} has seen events of ${stream} that the ledger no longer has, as after restoring an older backup: ` +
      `rebuild it with "decklog projections rebuild ${projection}"`,
  )
}
