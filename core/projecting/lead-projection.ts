import type { Projection } from '../projection.ts'
import {
  addGeneration,
  dropGeneration,
  generationsOf,
  type Generation,
} from '../readmodel/generations.ts'
import { messageOf } from '../errors.ts'
import { loopUntil } from '../timing/loop-until.ts'
import type { HeldLease } from '../readmodel/leases.ts'
import { readModelOf, type ReadModel } from '../readmodel/read-model.ts'
import { follow } from './follow.ts'
import type { FollowParts } from './follow-parts.ts'
import type { ProjectionBoard } from './projection-board.ts'
import { tidyTables } from './tidy-tables.ts'

const lookEveryMs = 1_000
const tidyEveryMs = 3_600_000

interface LeadParts extends Omit<FollowParts, 'lease' | 'model'> {
  readonly board: ProjectionBoard
}

interface Following {
  readonly stop: AbortController
  readonly ended: Promise<void>
}

/** Leads a projection as long as the lease lasts: follows each of its tables, and drops the ones that were replaced. */
export async function leadProjection(
  parts: LeadParts,
  projection: Projection,
  lease: HeldLease,
): Promise<void> {
  const following = new Map<number, Following>()

  async function look(): Promise<void> {
    try {
      const own = await currentGenerations(parts, projection, lease)
      const live = own.findLast(generation => generation.live)
      for (const { generation } of own) {
        const replaced = live !== undefined && generation < live.generation
        if (replaced) await drop(readModelOf(projection, generation))
        else if (!following.has(generation)) begin(readModelOf(projection, generation))
      }
    } catch (error) {
      parts.log.debug({ reason: messageOf(error) }, 'The tables of the projection are not known')
    }
  }

  function begin(model: ReadModel): void {
    const stop = new AbortController()
    const signal = AbortSignal.any([lease.signal, stop.signal])
    following.set(model.generation, { stop, ended: follow({ ...parts, lease, model }, signal) })
  }

  async function drop(model: ReadModel): Promise<void> {
    const old = following.get(model.generation)
    old?.stop.abort()
    await old?.ended
    await parts.database.withTransaction(async client => {
      await lease.assert(client)
      await dropGeneration(client, model)
    })
    following.delete(model.generation)
  }

  const tidy = (): Promise<void> => tidyTables({ ...parts, lease }, projection)
  await Promise.all([
    loopUntil(lease.signal, parts.clock, lookEveryMs, look),
    loopUntil(lease.signal, parts.clock, tidyEveryMs, tidy),
  ])
  await Promise.all([...following.values()].map(one => one.ended))
}

/** The tables as the board last saw them; creates the first. */
async function currentGenerations(
  { board, database }: LeadParts,
  projection: Projection,
  lease: HeldLease,
): Promise<readonly Generation[]> {
  const known = generationsOf(board.generations(), projection)
  if (known.length > 0) return known
  await board.refresh()
  if (generationsOf(board.generations(), projection).length === 0)
    await database.withTransaction(async client => {
      await lease.assert(client)
      await addGeneration(client, projection)
    })
  await board.refresh()
  return generationsOf(board.generations(), projection)
}
