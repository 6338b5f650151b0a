import type { EventCatalog } from '../events/event-catalog.ts'
import { isDecklogError } from '../errors.ts'
import type { Recorded } from '../event.ts'
import type { StoredEvent } from '../ledger/ledger.ts'
import { foldBatch, foldRow } from '../projecting/fold.ts'
import { planBatch } from '../projecting/plan-batch.ts'
import { unknownKey } from '../readmodel/parked-events.ts'
import type { ReadModel } from '../readmodel/read-model.ts'
import { type RowChange, rowValues } from '../readmodel/row-writer.ts'

/** A row as a history has it, and whether an event of its key could not be folded: what came later then waits behind it. */
export interface KnownRow {
  readonly row: object | undefined
  readonly position: bigint
  readonly state: 'open' | 'stuck'
}

/** What a roll begins with. */
export interface RollParts {
  readonly model: ReadModel
  readonly catalog: Pick<EventCatalog, 'decode'>
  /** The rows of some keys where the roll begins; a key without a row may be left out. */
  load(keys: readonly string[]): Promise<ReadonlyMap<string, KnownRow>>
}

/** A row that a roll changed. */
export interface RolledRow extends RowChange {
  readonly state: KnownRow['state']
}

/**
 * Rolls the rows of a projection forward from a point, in memory, as its runner would: an event that cannot be folded leaves its row
 * as it is, and those of the same key behind it wait.
 */
export class Roll {
  readonly #parts: RollParts
  readonly #known = new Map<string, object | undefined>()
  readonly #positions = new Map<string, bigint>()
  readonly #stuck = new Set<string>()
  #changed = new Set<string>()

  constructor(parts: RollParts) {
    this.#parts = parts
  }

  /** Keys that were touched since the last drain. */
  get changes(): number {
    return this.#changed.size
  }

  /** Rows that are kept in memory. */
  get size(): number {
    return this.#known.size
  }

  /** Folds events that follow those before. */
  async take(events: readonly StoredEvent[]): Promise<void> {
    const { model, catalog } = this.#parts
    const plan = planBatch(model.projection, catalog, events)
    await this.#load([...plan.byKey.keys()].filter(key => !this.#known.has(key)))
    const { changes, parked } = foldBatch(model.projection, plan, {
      rows: this.#known,
      blocked: this.#stuck,
    })
    const isKept = canKeep(model, changes)
    for (const change of changes)
      if (isKept || canKeep(model, [change])) this.#set(change)
      else this.#takeSingly(change.key, plan.byKey.get(change.key) ?? [])
    for (const { key } of parked) if (key !== unknownKey) this.#stick(key)
  }

  /** The rows that were changed since this was last called. */
  drain(): readonly RolledRow[] {
    const rolled = [...this.#changed].map(key => ({
      key,
      position: this.#positions.get(key) ?? 0n,
      row: this.#known.get(key) ?? null,
      state: this.#stuck.has(key) ? ('stuck' as const) : ('open' as const),
    }))
    this.#changed = new Set()
    return rolled
  }

  /** Forgets the rows at hand; they are read again when they are needed. Everything must have been drained and kept. */
  forget(): void {
    this.#known.clear()
    this.#positions.clear()
    this.#stuck.clear()
  }

  #set({ key, row, position }: RowChange): void {
    this.#known.set(key, row ?? undefined)
    this.#positions.set(key, position)
    this.#changed.add(key)
  }

  /** Folds up to the event that makes a row which Postgres cannot keep: the runner would park that one. */
  #takeSingly(key: string, events: readonly Recorded[]): void {
    const { model } = this.#parts
    for (const event of events) {
      const { row, changedAt, failure } = foldRow(model.projection, key, this.#known.get(key), [
        event,
      ])
      const change = { key, row: row ?? null, position: changedAt ?? 0n }
      if (failure || !canKeep(model, [change])) return this.#stick(key)
      if (changedAt !== undefined) this.#set(change)
    }
  }

  #stick(key: string): void {
    if (this.#stuck.has(key)) return
    this.#stuck.add(key)
    this.#changed.add(key)
  }

  async #load(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return
    const found = await this.#parts.load(keys)
    for (const key of keys) {
      const known = found.get(key)
      this.#known.set(key, known?.row)
      if (known) this.#positions.set(key, known.position)
      if (known?.state === 'stuck') this.#stuck.add(key)
    }
  }
}

function canKeep(model: ReadModel, rows: readonly RowChange[]): boolean {
  try {
    rowValues(model, rows)
    return true
  } catch (error) {
    if (isDecklogError(error, 'DECKLOG_PLUGIN_INVALID')) return false
    throw error
  }
}
