import type { LastEvent } from '../ledger/same-ledger.ts'
import type { PoolClient } from 'pg'
import { prepared } from '../../postgres/prepared.ts'
import { type HeldLease, leaseValues, renewLease } from '../leases/leases.ts'
import { plainViewName, type ReadModel } from './read-model.ts'
import { bytesOf } from './row-codec.ts'
import { type RowChange, rowValues, rowWrites } from './row-writer.ts'

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
      update projection_checkpoints as checkpoints
      set ${moved({ to: '$8', events: '$9', stream: '$10', revision: '$11', id: '$12' })}
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

/** How a checkpoint (`checkpoints`) moves: what is set, of where it goes, by how many events, and the last of these or nulls. */
export function moved(by: Readonly<Record<'to' | 'events' | keyof LastEvent, string>>): string {
  return `
    position = ${by.to}, updated_at = clock_timestamp(), events = checkpoints.events + ${by.events},
    last_stream = coalesce(${by.stream}, checkpoints.last_stream),
    last_revision = coalesce(${by.revision}, checkpoints.last_revision),
    last_event_id = coalesce(${by.id}, checkpoints.last_event_id)
  `
}

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

/** Where and how a move is told; the channel is null when it is not. */
function announcementOf(
  model: ReadModel,
  { to, tell }: CheckpointMove,
): { readonly channel: string | null; readonly payload: string } {
  const payload = payloadOf(model, to)
  if (tell === 'silent') return { channel: null, payload }
  return { channel: tell === 'rows' ? rowsChannel : positionChannel, payload }
}

/** What is told of a move on either channel. */
export function payloadOf({ projection }: ReadModel, to: bigint): string {
  return `${plainViewName(projection)} ${to}`
}
