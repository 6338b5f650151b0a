import type { DomainEvent, Recorded } from '../event.ts'
import type { Projection } from '../projection.ts'
import type { ParkedEvent } from '../readmodel/parked-events.ts'
import type { RowChange } from '../readmodel/row-writer.ts'
import { type BatchPlan, parked } from './plan-batch.ts'

/** What became of one row: its last state, and the last event that changed it; undefined when none did. */
export interface Folded {
  readonly row: object | null | undefined
  readonly changedAt: bigint | undefined
  /** The first event that the fold could not take; the row is as the events before it left it. */
  readonly failure: { readonly index: number; readonly error: unknown } | undefined
}

/** Folds the events of one key into its row. */
export function foldRow(
  projection: Projection,
  key: string,
  before: object | undefined,
  events: readonly Recorded[],
): Folded {
  let row: object | null | undefined = before
  let changedAt: bigint | undefined
  let index = 0
  try {
    for (const event of events) {
      const next: object | null = foldEvent(projection, key, row ?? undefined, event)
      if (next !== row && (next ?? undefined) !== (row ?? undefined)) changedAt = event.position
      row = next
      index += 1
    }
  } catch (error) {
    return { row, changedAt, failure: { index, error } }
  }
  return { row, changedAt, failure: undefined }
}

/** Folds events in memory, from nothing: what the read model holds after them, by key. Throws what the fold throws. */
export function foldEvents<Row extends object, E extends DomainEvent>(
  projection: Projection<Row, E>,
  events: Iterable<Recorded<E>>,
): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>()
  for (const event of events)
    for (const key of new Set(projection.keys(event))) {
      const next = foldEvent(projection, key, rows.get(key), event)
      if (next) rows.set(key, next)
      else rows.delete(key)
    }
  return rows
}

/** Hands one event to the handler of its type; an event without one leaves the row as it is. */
export function foldEvent<Row extends object, E extends DomainEvent>(
  projection: Projection<Row, E>,
  key: string,
  row: Row | undefined,
  event: Recorded<E>,
): Row | null {
  const handlers: Readonly<Record<string, Handler<Row, E> | undefined>> = projection.on
  const handle = handlers[event.type]
  return handle ? handle(row, event, key) : (row ?? null)
}

type Handler<Row, E extends DomainEvent> = {
  fold(row: Row | undefined, event: Recorded<E>, key: string): Row | null
}['fold']

const noKeys: ReadonlySet<string> = new Set()

/** What a batch does to the rows of a read model, and which events it could not take. */
interface FoldedBatch {
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
