import type { PoolClient } from 'pg'
import type { Database } from '../../postgres/database.ts'
import { DecklogError } from '../errors.ts'
import type { EventCatalog } from '../events/event-catalog.ts'
import type { StoredEvent } from '../ledger/ledger.ts'
import { type CheckpointMove, commitBatch } from '../readmodel/commit-batch.ts'
import type { PositionCommits } from '../readmodel/commit-positions.ts'
import type { HeldLease } from '../leases/leases.ts'
import {
  isAnyParked,
  type ParkedEvent,
  parkedKeys,
  parkEvents,
} from '../readmodel/parked-events.ts'
import type { ReadModel } from '../readmodel/read-model.ts'
import { loadRows } from '../readmodel/row-writer.ts'
import { foldBatch } from './fold.ts'
import { lastOwn } from './followed-events.ts'
import { type BatchPlan, planBatch } from './plan-batch.ts'
import type { RowsAtHand } from './rows-at-hand.ts'
import { isRowError, writeCarefully } from './write-carefully.ts'

/** What a batch is applied with. */
export interface ApplyParts {
  readonly database: Database
  readonly catalog: Pick<EventCatalog, 'decode'>
  readonly lease: HeldLease
  readonly model: ReadModel
  readonly positions: PositionCommits
}

interface SwiftWork {
  readonly stretch: Stretch
  readonly plan: BatchPlan
  readonly atHand: RowsAtHand
}

/** What was set aside of a batch, and whether anything is now. */
export interface Applied {
  readonly aside: readonly ParkedEvent[]
  readonly parked: Stretch['parked']
}

/** Events, and the stretch of the ledger that they are all of. */
export interface Stretch {
  readonly events: readonly StoredEvent[]
  readonly from: bigint
  readonly to: bigint
  /** Events are parked, so that what follows may have to wait behind them. */
  readonly parked: 'some' | 'none'
}

/**
 * Applies a stretch to a table that is read, in one transaction: all of it or nothing, and only from where the table stands. Answers
 * what it parked. Of `atHand` nothing may be used again after an error.
 */
export async function applyBatch(
  parts: ApplyParts,
  stretch: Stretch,
  atHand: RowsAtHand,
): Promise<Applied> {
  const plan = planBatch(parts.model.projection, parts.catalog, stretch.events)
  try {
    if (await applySwiftly(parts, { stretch, plan, atHand })) return { aside: [], parked: 'none' }
    atHand.clear()
    return await applyPlan(parts, stretch, { plan, writing: 'at once' })
  } catch (error) {
    if (!isRowError(error)) throw error
    atHand.clear()
    return applyPlan(parts, stretch, { plan, writing: 'carefully' })
  }
}

/**
 * The common case in one round trip, shared with other tables where no row is touched, or in two where rows have to be read: nothing is parked, and nothing has to be. False when it is
 * another case; nothing was written then. Rows at hand are as they were written: whoever else changes them has moved the checkpoint,
 * which the commit finds out, or works on parked keys.
 */
async function applySwiftly(
  { database, lease, model, positions }: ApplyParts,
  { stretch, plan, atHand }: SwiftWork,
): Promise<boolean> {
  if (stretch.parked === 'some' || plan.unreadable.length > 0) return false
  if (plan.byKey.size === 0)
    return (await positions.commit({ model, lease, move: moveOf(stretch, []) })) === 'done'
  return database.withClient(async client => {
    await atHand.load(plan.byKey.keys(), keys => loadRows(client, model, keys))
    const { changes, parked } = foldBatch(model.projection, plan, { rows: atHand.rows })
    if (parked.length > 0) return false
    const move = moveOf(stretch, changes)
    const { outcome, written } = await commitBatch(client, model, { lease, changes, move })
    if (outcome !== 'done') return false
    for (const { key, row } of changes) atHand.set(key, row ?? undefined)
    atHand.measured(written)
    atHand.trim()
    return true
  })
}

function applyPlan(
  parts: ApplyParts,
  stretch: Stretch,
  work: { readonly plan: BatchPlan; readonly writing: 'at once' | 'carefully' },
): Promise<Applied> {
  const { database, lease, model } = parts
  const { plan, writing } = work
  return database.withTransaction(async client => {
    await lease.assert(client)
    const keys = [...plan.byKey.keys()]
    const blocked = await blockedKeys(client, model, { keys, parked: stretch.parked })
    const healthy = keys.filter(key => !blocked.has(key))
    const rows = await loadRows(client, model, healthy)
    const folded = foldBatch(model.projection, plan, { rows, blocked })
    const parked = [...folded.parked]
    if (writing === 'carefully')
      parked.push(...(await writeCarefully(client, model, { ...folded, plan, rows })))
    await parkEvents(client, model, parked)
    const changes = writing === 'at once' ? folded.changes : []
    const move = moveOf(stretch, folded.changes)
    const { outcome } = await commitBatch(client, model, { lease, changes, move })
    if (outcome === 'done')
      return { aside: parked, parked: (await isAnyParked(client, model)) ? 'some' : 'none' }
    const { name } = model.projection
    throw new DecklogError('DECKLOG_LEASE_LOST', `${name} was moved by another process`)
    // The ledger restores what a crash of Postgres takes: rows and checkpoint go together.
  }, 'rebuildable')
}

function moveOf({ events, from, to }: Stretch, changes: readonly object[]): CheckpointMove {
  const { count, last } = lastOwn(events)
  return { from, to, events: count, last, tell: changes.length > 0 ? 'rows' : 'position' }
}

async function blockedKeys(
  client: PoolClient,
  model: ReadModel,
  { keys, parked }: { readonly keys: readonly string[]; readonly parked: Stretch['parked'] },
): Promise<ReadonlySet<string>> {
  return parked === 'none' ? new Set() : parkedKeys(client, model, keys)
}
