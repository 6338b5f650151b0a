import type { PoolClient } from 'pg'
import { announcementOf, type CheckpointMove } from './checkpoint.ts'
import { leaseValues, renewLease } from './lease-row.ts'
import type { HeldLease } from './leases.ts'
import { prepared } from '../../postgres/prepared.ts'
import type { ReadModel } from './read-model.ts'
import { bytesOf } from './row-codec.ts'
import { rowValues, rowWrites, type RowChange } from './row-writer.ts'

/** Rows and the checkpoint that goes with them. */
export interface BatchCommit {
  readonly lease: Pick<HeldLease, 'name' | 'epoch'>
  readonly changes: readonly RowChange[]
  readonly move: CheckpointMove
}

/** How many rows were written, and how many bytes they were on the way. */
export interface WrittenRows {
  readonly rows: number
  readonly bytes: number
}

/**
 * Writes rows, checkpoint and lease in one statement, which is its own transaction where there is none. `refused`: the lease or the
 * checkpoint is not where the work started, and nothing was written.
 */
export async function commitBatch(
  client: PoolClient,
  model: ReadModel,
  { lease, changes, move }: BatchCommit,
): Promise<{ readonly outcome: 'done' | 'refused'; readonly written: WrittenRows }> {
  const { channel, payload } = announcementOf(model, move)
  const { last } = move
  const [gone, kept] = rowValues(model, changes)
  const { rowCount } = await client.query(
    prepared(commitStatement(model), [
      ...leaseValues(lease),
      ...[model.projection.name, model.projection.version, model.generation],
      ...[move.from.toString(), move.to.toString(), move.events],
      ...[last?.stream ?? null, last?.revision.toString() ?? null, last?.id ?? null],
      ...[channel, payload],
      ...gone,
      ...kept,
    ]),
  )
  return {
    outcome: rowCount === 1 ? 'done' : 'refused',
    written: {
      rows: changes.filter(({ row }) => row !== null).length,
      bytes: kept.reduce((sum, column) => sum + bytesOf(column), 0),
    },
  }
}

const statements = new WeakMap<ReadModel, string>()

function commitStatement(model: ReadModel): string {
  const known = statements.get(model)
  if (known !== undefined) return known
  const text = writeStatement(model)
  statements.set(model, text)
  return text
}

// The ledger restores what a crash of Postgres takes, so that no batch waits for the disk.
function writeStatement(model: ReadModel): string {
  const rows = rowWrites(model, {
    first: 15,
    identity: '$4, $5, $6',
    when: 'exists (select from moved)',
    // Nobody follows the changes of a table that nobody reads yet.
    remember: '$13::text is not null',
  })
  return `
    with held as (${renewLease} returning true), moved as (
      update projection_checkpoints
      set position = $8, updated_at = clock_timestamp(), events = events + $9,
        last_stream = coalesce($10, last_stream), last_revision = coalesce($11, last_revision),
        last_event_id = coalesce($12, last_event_id)
      where projection = $4 and version = $5 and generation = $6 and position = $7
        and exists (select from held)
      returning true
    ), ${rows}
    select
      set_config('synchronous_commit', 'off', true),
      case when $13::text is not null then pg_notify($13, $14) end
    from moved
  `
}
