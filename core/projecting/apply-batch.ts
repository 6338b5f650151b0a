import type { PoolClient } from 'pg'
import type { EventCatalog } from '../events/event-catalog.ts'
import type { StoredEvent } from '../ledger/ledger.ts'
import { moveCheckpoint, type CheckpointMove } from '../readmodel/checkpoint.ts'
import { commitBatch } from '../readmodel/commit-batch.ts'
import type { Database } from '../readmodel/database.ts'
import type { HeldLease } from '../readmodel/leases.ts'
import { parkedKeys, parkEvents, type ParkedEvent } from '../readmodel/parked-events.ts'
import type { ReadModel } from '../readmodel/read-model.ts'
import { loadRows, writeRows } from '../readmodel/row-writer.ts'
import { foldBatch } from './fold-batch.ts'
import { lastOwn } from './last-own.ts'
import { planBatch, type BatchPlan } from './plan-batch.ts'
import { isRowError, writeCarefully } from './write-carefully.ts'

const noKeys: ReadonlySet<string> = new Set()

/** What a batch is applied with. */
export interface ApplyParts {
  readonly database: Database
  readonly catalog: Pick<EventCatalog, 'decode'>
  readonly lease: HeldLease
  readonly model: ReadModel
}

/** Events, and the stretch of the ledger that they are all of. */
export interface Stretch {
  readonly events: readonly StoredEvent[]
  readonly from: bigint
  readonly to: bigint
  /** Events are parked, so that what follows may have to wait behind them. */
  readonly parked: 'some' | 'none'
}

/** Applies a stretch to a table that is read, in one transaction: all of it or nothing, and only from where the table stands. Answers what it parked. */
export async function applyBatch(
  parts: ApplyParts,
  stretch: Stretch,
): Promise<readonly ParkedEvent[]> {
  const plan = planBatch(parts.model.projection, parts.catalog, stretch.events)
  try {
    if (await applySwiftly(parts, stretch, plan)) return []
    return await applyPlan(parts, stretch, { plan, writing: 'at once' })
  } catch (error) {
    if (!isRowError(error)) throw error
    return applyPlan(parts, stretch, { plan, writing: 'carefully' })
  }
}

/**
 * The common case in two round trips: nothing is parked, and nothing has to be. False when it is another case; nothing was
 * written then. Rows need no lock between the two: whoever else changes them has moved the checkpoint, or works on parked keys.
 */
async function applySwiftly(
  { database, lease, model }: ApplyParts,
  stretch: Stretch,
  plan: BatchPlan,
): Promise<boolean> {
  if (stretch.parked === 'some' || plan.unreadable.length > 0) return false
  return database.withClient(async client => {
    const rows = await loadRows(client, model, [...plan.byKey.keys()])
    const { changes, parked } = foldBatch(model.projection, plan, { rows, blocked: noKeys })
    if (parked.length > 0) return false
    const move = moveOf(stretch, changes)
    return (await commitBatch(client, model, { lease, changes, move })).outcome === 'done'
  })
}

function applyPlan(
  parts: ApplyParts,
  stretch: Stretch,
  work: { readonly plan: BatchPlan; readonly writing: 'at once' | 'carefully' },
): Promise<readonly ParkedEvent[]> {
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
    if (writing === 'at once') await writeRows(client, model, folded.changes)
    else parked.push(...(await writeCarefully(client, model, { ...folded, plan, rows })))
    await parkEvents(client, model, parked)
    await moveCheckpoint(client, model, moveOf(stretch, folded.changes))
    return parked
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
