import type { PoolClient } from 'pg'
import { messageOf } from '../errors.ts'
import type { Projection } from '../projection.ts'
import {
  addGeneration,
  dropGeneration,
  dropVersion,
  findGeneration,
  type Generation,
  generationsOf,
  listGenerations,
} from '../readmodel/generations.ts'
import type { HeldLease } from '../leases/leases.ts'
import { type ReadModel, readModelOf } from '../readmodel/read-model.ts'
import { forgetRemovals } from '../readmodel/row-removals.ts'
import { loopUntil } from '../timing/loop-until.ts'
import type { FollowParts } from './follow-parts.ts'
import { follow } from './follow.ts'
import { leaseOf } from './lease-of.ts'
import type { ProjectionBoard } from './projection-board.ts'
import type { LagPublisher } from './publish-lag.ts'
import { projectionOf } from './widen.ts'

const lookEveryMs = 1_000
const tidyEveryMs = 3_600_000

interface LeadParts extends Omit<FollowParts, 'lease' | 'model'> {
  readonly board: ProjectionBoard
  readonly lags: LagPublisher
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
      const newest = Math.max(...own.map(({ generation }) => generation))
      for (const one of own) {
        const { generation } = one
        const isReplaced = !one.live && generation < newest
        if (isReplaced) await drop(readModelOf(projection, generation))
        else if (!following.has(generation))
          begin(readModelOf(projectionOf(projection, one), generation))
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
    following.delete(model.generation)
    // The board may have looked before it became the one that is read.
    if ((await findGeneration(parts.database, model))?.live) return
    await parts.database.withTransaction(async client => {
      await lease.assert(client)
      await dropGeneration(client, model)
    })
  }

  const tidy = (): Promise<void> => tidyTables({ ...parts, lease }, projection)
  await Promise.all([
    loopUntil(lease.signal, parts.clock, lookEveryMs, look),
    parts.lags.lead(projection, lease.signal),
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

/** Takes away what nobody needs any more: old removals, and the tables of versions that have had their day. */
async function tidyTables(
  { database, lease, log }: Pick<FollowParts, 'database' | 'lease' | 'log'>,
  projection: Projection,
): Promise<void> {
  try {
    await database.withTransaction(async client => {
      await lease.assert(client)
      await forgetRemovals(client, projection)
    })
    const generations = await listGenerations(database)
    const versions = generations.filter(({ projection: name }) => name === projection.name)
    for (const version of new Set(versions.map(one => one.version))) {
      const older = { ...projection, version }
      const isDropped = await database.withTransaction(async client => {
        await lease.assert(client)
        if (!(await hasHadItsDay(client, projection, older))) return false
        await dropVersion(client, older, versions)
        return true
      })
      if (isDropped) log.info({ version }, 'The tables of an older version are dropped')
    }
  } catch (error) {
    log.debug({ reason: messageOf(error) }, 'Tables could not be tidied')
  }
}

/** An older version, which no process folds, and whose successor has been read for a day: nobody of a rolling deploy is left. */
async function hasHadItsDay(
  client: PoolClient,
  { name, version }: Projection,
  older: Projection,
): Promise<boolean> {
  if (older.version >= version) return false
  const { rowCount } = await client.query(
    `
      select from projection_generations
      where projection = $1 and version = $2 and live_since < now() - interval '1 day'
        and not exists (select from leases where name = $3 and expires_at > clock_timestamp())
    `,
    [name, version, leaseOf(older)],
  )
  return rowCount === 1
}
