import type { Recorded } from '../event.ts'
import { foldRow } from './fold.ts'
import type { Projection } from '../projection.ts'
import type { ParkedEvent } from '../readmodel/parked-events.ts'
import type { RowChange } from '../readmodel/row-writer.ts'
import { parked, type BatchPlan } from './plan-batch.ts'

const noKeys: ReadonlySet<string> = new Set()

/** What a batch does to the rows of a read model, and which events it could not take. */
export interface FoldedBatch {
  readonly changes: readonly RowChange[]
  readonly parked: readonly ParkedEvent[]
}

interface KnownRows {
  /** Rows before the batch, of every key that is not blocked. */
  readonly rows: ReadonlyMap<string, object | undefined>
  /** Keys that have parked events: what follows waits behind them. */
  readonly blocked?: ReadonlySet<string>
}

/** Folds a planned batch in memory. */
export function foldBatch(
  projection: Projection,
  plan: BatchPlan,
  { rows, blocked = noKeys }: KnownRows,
): FoldedBatch {
  const changes: RowChange[] = []
  const aside = [...plan.unreadable]
  for (const [key, events] of plan.byKey) {
    if (blocked.has(key)) aside.push(...events.map(event => parked(key, event)))
    else {
      const before = rows.get(key)
      const { row, changedAt, failure } = foldRow(projection, key, before, events)
      const after = row ?? null
      if (changedAt !== undefined && (after !== null || before !== undefined))
        changes.push({ key, position: changedAt, row: after })
      if (failure) aside.push(...parkFrom(key, events.slice(failure.index), failure.error))
    }
  }
  return { changes, parked: aside }
}

/** Sets aside the event that failed, and those behind it. */
export function parkFrom(
  key: string,
  events: readonly Recorded[],
  error: unknown,
): readonly ParkedEvent[] {
  return events.map((event, index) => parked(key, event, index === 0 ? error : undefined))
}
