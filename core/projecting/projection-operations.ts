import type { PoolClient } from 'pg'
import type { Logger } from 'pino'
import { type Actor, formatActor } from '../event.ts'
import type { EventCatalog } from '../events/event-catalog.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Database } from '../../postgres/database.ts'
import type { Projection } from '../projection.ts'
import { addGeneration } from '../readmodel/generations.ts'
import { listParked, type ParkedEvent, type ParkedQuery } from '../readmodel/parked-events.ts'
import { holdBackTables } from './lease-of.ts'
import { liveModel } from './live-model.ts'
import type { ProjectionBoard } from './projection-board.ts'
import { type Retried, type RetryOptions, retryParked } from './retry-parked.ts'
import { type Verification, type VerifyOptions, verifyProjection } from './verify-projection.ts'

/** What an operator may do to a projection, by its name; DECKLOG_PROJECTION_UNKNOWN when there is none of that name. */
export interface ProjectionOperations {
  parked(name: string, query: ParkedQuery): Promise<readonly ParkedEvent[]>
  retry(name: string, actor: Actor, options: RetryOptions): Promise<Retried>
  /** Answers the generation that is being built; `anew`: one that is begun now, whatever is being built already. */
  rebuild(name: string, actor: Actor, how?: 'anew'): Promise<number>
  verify(name: string, options: VerifyOptions): Promise<Verification>
  /** Throws when there is no table that could be worked on, as the others would. */
  requireLive(name: string): Promise<void>
}

interface OperationsOptions {
  readonly board: ProjectionBoard
  readonly database: Database
  readonly ledger: Pick<Ledger, 'read' | 'readAll'>
  readonly catalog: Pick<EventCatalog, 'decode'>
  readonly log: Logger
}

/** Creates the operations of a process; they work whichever process leads. */
export function createProjectionOperations(options: OperationsOptions): ProjectionOperations {
  const { board, database, log } = options
  return {
    async parked(name, query) {
      const model = await liveModel(database, board.find(name))
      return database.withClient(client => listParked(client, model, query))
    },
    async retry(name, actor, retry) {
      const retried = await retryParked(options, board.find(name), retry)
      const by = formatActor(actor)
      log.info({ projection: name, by, ...retried }, 'Parked events were retried')
      await board.refresh()
      return retried
    },
    async rebuild(name, actor, how) {
      const generation = await rebuildProjection(database, board.find(name), how)
      const by = formatActor(actor)
      log.info({ projection: name, by, generation }, 'A projection is to be rebuilt')
      await board.refresh()
      return generation
    },
    async requireLive(name) {
      await liveModel(database, board.find(name))
    },
    verify: async (name, verify) => verifyProjection(options, board.find(name), verify),
  }
}

/**
 * Asks for a projection to be built anew beside the table that is read, which it replaces once it has caught up. Answers the
 * generation: the one that is being built already, if there is one and none is asked for `anew`. Whoever leads the projection does the
 * work, and drops one that was being built for a newer one.
 */
export async function rebuildProjection(
  database: Database,
  projection: Projection,
  how?: 'anew',
): Promise<number> {
  return database.withTransaction(async client => {
    await holdBackTables(client, projection)
    const building = how === 'anew' ? undefined : await findBuilding(client, projection)
    return building ?? (await addGeneration(client, projection)).generation
  })
}

/** The generation that is being built, if one is; one behind the live table was replaced and is about to be dropped. */
async function findBuilding(
  client: PoolClient,
  { name, version }: Projection,
): Promise<number | undefined> {
  const { rows } = await client.query<{ generation: number; building: boolean }>(
    `
      select generation, live_since is null and problem_code is null as building
      from projection_generations where projection = $1 and version = $2
      order by generation desc limit 1
    `,
    [name, version],
  )
  return rows[0]?.building ? rows[0].generation : undefined
}
