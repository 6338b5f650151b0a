import type { Database } from '../../postgres/database.ts'
import { prepared } from '../../postgres/prepared.ts'
import { leaseSeconds, type LeaseEpoch, renewUnlocked } from '../leases/leases.ts'
import { type CheckpointMove, moved, payloadOf, positionChannel } from './commit-batch.ts'
import type { ReadModel } from './read-model.ts'

/** A checkpoint that moves without any row. */
export interface PositionMove {
  readonly model: ReadModel
  readonly lease: LeaseEpoch
  readonly move: Omit<CheckpointMove, 'tell'>
}

/** Moves the checkpoints of a process's tables where no row changes, as a barrier moves those of all of them. */
export interface PositionCommits {
  /**
   * Moves one, and tells of it; those that are asked for meanwhile go together into one statement, each under its own lease. `refused`:
   * lease or checkpoint are not where the work started, or somebody else holds the lease's row, and this one was not moved.
   */
  commit(move: PositionMove): Promise<'done' | 'refused'>
}

interface Waiting extends PositionMove {
  readonly done: (outcome: 'done' | 'refused') => void
  readonly failed: (error: unknown) => void
}

/** Creates what moves them. */
export function createPositionCommits(database: Pick<Database, 'withClient'>): PositionCommits {
  let waiting: Waiting[] = []
  let running: 'no' | 'yes' = 'no'

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      // What the same turn of the loop brings, goes together.
      await new Promise(resolve => setImmediate(resolve))
      const group = waiting
      waiting = []
      await commitGroup(database, group)
    }
    running = 'no'
  }

  return {
    commit: move =>
      new Promise((done, failed) => {
        waiting.push({ ...move, done, failed })
        if (running === 'yes') return
        running = 'yes'
        void run()
      }),
  }
}

async function commitGroup(
  database: Pick<Database, 'withClient'>,
  group: readonly Waiting[],
): Promise<void> {
  try {
    const moved = await database.withClient(async client => {
      const { rows } = await client.query<{ readonly n: number }>(
        prepared(statement, [leaseSeconds, positionChannel, ...columnsOf(group)]),
      )
      return new Set(rows.map(({ n }) => n))
    })
    group.forEach(({ done }, index) => done(moved.has(index + 1) ? 'done' : 'refused'))
  } catch (error) {
    for (const { failed } of group) failed(error)
  }
}

function columnsOf(group: readonly PositionMove[]): unknown[] {
  const column = (of: (one: PositionMove) => unknown): unknown[] => group.map(of)
  return [
    column(({ lease }) => lease.name),
    column(({ lease }) => lease.epoch.toString()),
    column(({ model }) => model.projection.name),
    column(({ model }) => model.projection.version),
    column(({ model }) => model.generation),
    column(({ move }) => move.from.toString()),
    column(({ move }) => move.to.toString()),
    column(({ move }) => move.events),
    column(({ move }) => move.last?.stream ?? null),
    column(({ move }) => move.last?.revision.toString() ?? null),
    column(({ move }) => move.last?.id ?? null),
    column(({ model, move }) => payloadOf(model, move.to)),
  ]
}

// It waits for no lease: one that is held up by a longer transaction would hold up all. The ledger restores what a crash of Postgres
// takes, so that nothing waits for the disk.
const statement = `
  with wanted as (
    select * from unnest(
      $3::text[], $4::bigint[], $5::text[], $6::int[], $7::int[],
      $8::bigint[], $9::bigint[], $10::bigint[], $11::text[], $12::bigint[], $13::text[], $14::text[]
    ) with ordinality as wanted (
      name, epoch, projection, version, generation,
      came_from, goes_to, events, last_stream, last_revision, last_event_id, payload, n
    )
  ), ${renewUnlocked('wanted', '$1')}, moved as (
    update projection_checkpoints as checkpoints
    set ${moved({
      ...{ to: 'goes_to', events: 'wanted.events', stream: 'wanted.last_stream' },
      ...{ revision: 'wanted.last_revision', id: 'wanted.last_event_id' },
    })}
    from wanted
    where (checkpoints.projection, checkpoints.version, checkpoints.generation)
        = (wanted.projection, wanted.version, wanted.generation)
      and position = came_from and wanted.name in (select name from renewed)
    returning n, payload
  )
  select n::int, set_config('synchronous_commit', 'off', true), pg_notify($2, payload) from moved
`
