import { changedFields, type LogEntry } from '../sealing/log-entry.ts'
import type { LogName } from '../sealing/seal-scope.ts'
import { tileWidth } from '../transparency/tiles.ts'
import { ArrivalOrder } from './arrival-order.ts'
import { EntryFinder } from './entry-finder.ts'
import type { LogCursor, PlacedEntry } from './log-cursor.ts'
import { LogOutcome, type OutcomeParts } from './log-outcome.ts'

/** So many events that come in their order, though not next, show that what is before them does not come. */
const runLength = 8

/** An event as it is read, and what the log would have of it. */
export interface ReadEntry {
  /** As which it was read, counted from 1. */
  readonly at: number
  readonly entry: LogEntry
  /** Its digest (`leafDigest`). */
  readonly leaf: string
}

/** An event that came while entries before its own were waited for. */
interface Early {
  readonly placed: PlacedEntry
  readonly read: ReadEntry
}

interface MatcherParts extends OutcomeParts {
  readonly cursor: LogCursor
}

/** Holds the events of a ledger, as they come, against one log. */
export class LogMatcher {
  readonly name: LogName
  readonly cursor: LogCursor
  readonly outcome: LogOutcome
  /** As which the last event was read that the log has. */
  lastMatchedAt = 0
  readonly #finder: EntryFinder
  /** By the number of the entry. */
  readonly #early = new Map<number, Early>()
  readonly #order = new ArrivalOrder()
  /** Numbers of entries whose events came lately, each further on than the one before. */
  #run: readonly number[] = []
  #lastPosition = -1n

  constructor(parts: MatcherParts) {
    this.outcome = new LogOutcome(parts)
    this.name = parts.name
    this.cursor = parts.cursor
    this.#finder = new EntryFinder(parts.cursor)
  }

  /** Where the last entry was recorded, once the log is finished. */
  get lastPosition(): bigint {
    return this.#lastPosition
  }

  /** No event has come before its time. */
  get isQuiet(): boolean {
    return this.#early.size === 0
  }

  /** Passes an entry whose event is as it was and came in its place. */
  async pass(): Promise<void> {
    this.#run = []
    if (!this.isQuiet) this.#order.note(this.cursor.index, true)
    this.outcome.tally.counts.intact += 1
    await this.#step()
    await this.#passEarly()
    await this.#settle()
  }

  /** Looks for an event that is not the next entry; true when the log has it further on. */
  async find(read: ReadEntry, where: 'near' | 'anywhere'): Promise<boolean> {
    if (this.cursor.standing === 'ended' || this.cursor.standing === 'broken') return false
    const found = await this.#finder.find(read.entry, where)
    if (!found || this.#early.has(found.index)) return false
    this.lastMatchedAt = read.at
    this.#early.set(found.index, { placed: found, read })
    const isExact = found.entry && changedFields(read.entry, found.entry).length === 0
    this.#order.note(found.index, isExact === true)
    if (found.index === this.cursor.index) return this.#passInPlace(found.index)
    const isOnward = found.index > (this.#run.at(-1) ?? -1)
    this.#run = isOnward ? [...this.#run, found.index] : [found.index]
    // So many in their order are not before their time: what is between did not come.
    if (this.#run.length >= runLength) await this.#passRun()
    return true
  }

  /** Passes the next entry, whose event came in its place and is another. */
  async #passInPlace(index: number): Promise<true> {
    this.#run = []
    const early = this.#early.get(index)
    if (early) await this.#passOne(early)
    await this.#passEarly()
    await this.#settle()
    return true
  }

  /** Passes all up to the last of a run. */
  async #passRun(): Promise<void> {
    const last = this.#run.at(-1) ?? -1
    this.#run = []
    while (this.cursor.index <= last) {
      const { index } = this.cursor
      const early = this.#early.get(index)
      await (early ? this.#passOne(early) : this.#skip())
      if (this.cursor.standing === 'broken') return
    }
    await this.#passEarly()
    await this.#settle()
  }

  /** Passes an entry whose event has come; whether that was in its turn shows when nothing is early any more. */
  async #passOne({ placed, read }: Early): Promise<void> {
    this.#early.delete(placed.index)
    if (this.cursor.isNext(read.leaf)) this.outcome.tally.counts.intact += 1
    else this.outcome.differs(placed, read.entry)
    await this.#step()
  }

  /** Passes entries whose events came before. */
  async #passEarly(): Promise<void> {
    for (;;) {
      const early = this.#early.get(this.cursor.index)
      if (!early) return
      await this.#passOne(early)
    }
  }

  /** Says which were moved, of those that came while not all came in their order. */
  async #settle(): Promise<void> {
    if (!this.isQuiet && !this.#order.isFull) return
    for (const index of this.#order.takeMoved()) {
      if (this.#early.has(index)) continue
      const placed = (await this.cursor.entriesOf(Math.floor(index / tileWidth)))[index % tileWidth]
      this.outcome.moved(placed ?? { index, entry: undefined })
    }
  }

  async #step(): Promise<void> {
    if (this.cursor.isAtEdge) await this.cursor.advance()
    else this.cursor.step()
  }

  /** Passes an entry whose event did not come, or a bundle that is pruned. */
  async #skip(): Promise<void> {
    const { cursor } = this
    const { index: at } = cursor
    if (cursor.standing === 'pruned') {
      const recordedAt = await cursor.prunedAt(Math.floor(at / tileWidth))
      this.outcome.skippedPruned(at, recordedAt, tileWidth)
      return cursor.advance()
    }
    const n = Math.floor(at / tileWidth)
    const placed = (await cursor.entriesOf(n))[at % tileWidth] ?? { index: at, entry: undefined }
    const prunedAt = placed.entry ? undefined : await cursor.prunedAt(n)
    if (prunedAt) this.outcome.skippedPruned(at, prunedAt, 1)
    else this.outcome.skipped(placed)
    await cursor.advance()
  }

  /** Passes what did not come at all. */
  async finish(): Promise<void> {
    const { cursor } = this
    if (this.#run.length > 0) await this.#passRun()
    while (cursor.standing === 'at leaf' || cursor.standing === 'pruned') {
      await this.#passEarly()
      if (cursor.standing === 'at leaf' || cursor.standing === 'pruned') await this.#skip()
    }
    await this.#settle()
    if (cursor.size === 0) return
    const last = (await cursor.entriesOf(Math.floor((cursor.size - 1) / tileWidth))).at(-1)
    this.#lastPosition = last?.entry?.position ?? -1n
  }
}
