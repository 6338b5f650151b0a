import type { PoolClient } from 'pg'
import { announcementOf, type CheckpointMove } from './checkpoint.ts'
import { leaseSeconds } from './lease-row.ts'
import type { HeldLease } from './leases.ts'
import { prepared } from '../../postgres/prepared.ts'
import type { ReadModel } from './read-model.ts'
import { bytesOf } from './row-codec.ts'
import { changeValues, columnNames, columnTypes, placesOf, type RowChange } from './row-writer.ts'

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
 * Writes rows, checkpoint and lease in one statement, which is its own transaction. `refused`: the lease or the checkpoint is
 * not where the work started, and nothing was written.
 */
export async function commitBatch(
  client: PoolClient,
  model: ReadModel,
  { lease, changes, move }: BatchCommit,
): Promise<{ readonly outcome: 'done' | 'refused'; readonly written: WrittenRows }> {
  const kept = changes.filter(change => change.row !== null)
  const deleted = changes.filter(change => change.row === null)
  const { channel, payload } = announcementOf(model, move)
  const { last } = move
  const values = changeValues(model, kept)
  const { rowCount } = await client.query(
    prepared(commitStatement(model), [
      ...[lease.name, lease.epoch.toString(), leaseSeconds],
      ...[model.projection.name, model.projection.version, model.generation],
      ...[move.from.toString(), move.to.toString(), move.events],
      ...[last?.stream ?? null, last?.revision.toString() ?? null, last?.id ?? null],
      ...[channel, payload],
      ...placesOf(deleted),
      ...values,
    ]),
  )
  return {
    outcome: rowCount === 1 ? 'done' : 'refused',
    written: { rows: kept.length, bytes: values.reduce((sum, column) => sum + bytesOf(column), 0) },
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
  const columns = ['_key', '_position', ...columnNames(model)]
  const arrays = ['text', 'bigint', ...columnTypes(model)].map(
    (type, at) => `$${at + 17}::${type}[]`,
  )
  const updated = columns.slice(1).map(name => `${name} = excluded.${name}`)
  return `
    with held as (
      update leases set expires_at = clock_timestamp() + make_interval(secs => $3)
      where name = $1 and epoch = $2 returning true
    ), moved as (
      update projection_checkpoints
      set position = $8, updated_at = clock_timestamp(), events = events + $9,
        last_stream = coalesce($10, last_stream), last_revision = coalesce($11, last_revision),
        last_event_id = coalesce($12, last_event_id)
      where projection = $4 and version = $5 and generation = $6 and position = $7
        and exists (select from held)
      returning true
    ), written as (
      insert into ${model.table} (${columns.join(', ')})
      select * from unnest(${arrays.join(', ')}) where exists (select from moved)
      on conflict (_key) do update set ${updated.join(', ')}
    ), deleted as (
      delete from ${model.table} where _key = any($15) and exists (select from moved)
    ), removed as (
      insert into row_removals (projection, version, generation, key, position)
      select $4, $5, $6, * from unnest($15::text[], $16::bigint[])
      where $13::text is not null and exists (select from moved)
      on conflict (projection, version, generation, key)
      do update set position = excluded.position, removed_at = excluded.removed_at
    )
    select
      set_config('synchronous_commit', 'off', true),
      case when $13::text is not null then pg_notify($13, $14) end
    from moved
  `
}
