import type { LogEntry } from '../sealing/log-entry.ts'
import type { LogName } from '../sealing/seal-scope.ts'
import type { Hash } from '../transparency/merkle.ts'
import { tileWidth } from '../transparency/tiles.ts'
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
  readonly leaf: Hash
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
    this.outcome.tally.counts.intact += 1
    await this.#step()
    await this.#passEarly()
  }

  /** Looks for an event that is not the next entry; true when the log has it further on. */
  async find(read: ReadEntry, where: 'near' | 'anywhere'): Promise<boolean> {
    if (this.cursor.standing === 'ended' || this.cursor.standing === 'broken') return false
    const found = await this.#finder.find(read.entry, where)
    if (!found || this.#early.has(found.index)) return false
    this.lastMatchedAt = read.at
    this.#early.set(found.index, { placed: found, read })
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
    if (early) await this.#passInTurn(early)
    await this.#passEarly()
    return true
  }

  /** Passes all up to the last of a run. */
  async #passRun(): Promise<void> {
    const run = new Set(this.#run)
    const last = this.#run.at(-1) ?? -1
    this.#run = []
    while (this.cursor.index <= last) {
      const { index } = this.cursor
      const early = this.#early.get(index)
      if (!early) await this.#skip()
      else if (run.has(index)) await this.#passInTurn(early)
      else await this.#passEarly()
      if (this.cursor.standing === 'broken') return
    }
    await this.#passEarly()
  }

  /** Passes an entry whose event did come in its turn. */
  async #passInTurn({ placed, read }: Early): Promise<void> {
    this.#early.delete(placed.index)
    if (this.cursor.isNext(read.leaf)) this.outcome.tally.counts.intact += 1
    else this.outcome.differs(placed, read.entry)
    await this.#step()
  }

  /** Passes entries whose events came before their time. */
  async #passEarly(): Promise<void> {
    for (;;) {
      const early = this.#early.get(this.cursor.index)
      if (!early) return
      this.#early.delete(early.placed.index)
      if (this.cursor.isNext(early.read.leaf)) this.outcome.moved(early.placed)
      else this.outcome.differs(early.placed, early.read.entry)
      await this.#step()
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
      this.outcome.skippedPruned(at, recordedAt)
      return cursor.advance()
    }
    const placed = (await cursor.entriesOf(Math.floor(at / tileWidth)))[at % tileWidth]
    this.outcome.skipped(placed ?? { index: at, entry: undefined })
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
    if (cursor.size === 0) return
    const last = (await cursor.entriesOf(Math.floor((cursor.size - 1) / tileWidth))).at(-1)
    this.#lastPosition = last?.entry?.position ?? -1n
  }
}
