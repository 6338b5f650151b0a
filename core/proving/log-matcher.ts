import type { LogEntry } from '../sealing/log-entry.ts'
import { changedFields } from '../sealing/log-entry.ts'
import type { LogName } from '../sealing/seal-scope.ts'
import type { Hash } from '../transparency/merkle.ts'
import { tileWidth } from '../transparency/tiles.ts'
import { type Finding, type Findings, Tally } from './findings.ts'
import type { LogCursor, PlacedEntry } from './log-cursor.ts'

/** So many entries ahead an event is looked for before it is looked for by its time. */
const lookAhead = 512
const mostMissing = 100_000
/** So many searches may be in vain: what somebody inserted must not cost more than it may. */
const mostSearches = 1_000

/** An event as it is read, and what the log would have of it. */
export interface ReadEntry {
  readonly entry: LogEntry
  readonly leaf: Hash
}

interface MatcherParts {
  readonly name: LogName
  readonly cursor: LogCursor
  readonly findings: Findings
  /** Tells whether an entry's event may be gone by now. */
  readonly expired: (entry: Pick<LogEntry, 'stream' | 'recordedAt'>) => boolean
  readonly allExpired: (recordedAt: Date) => boolean
}

/** Holds the events of a ledger, as they come, against one log. */
export class LogMatcher {
  readonly name: LogName
  readonly cursor: LogCursor
  readonly tally = new Tally()
  readonly #parts: MatcherParts
  readonly #missing = new Map<string, PlacedEntry>()
  #lastPosition = -1n
  #searches = 0

  constructor(parts: MatcherParts) {
    this.#parts = parts
    this.name = parts.name
    this.cursor = parts.cursor
  }

  /** Where the last entry was recorded, once the log is finished. */
  get lastPosition(): bigint {
    return this.#lastPosition
  }

  /** Passes an entry whose event is as it was. */
  async pass(): Promise<void> {
    this.tally.counts.intact += 1
    if (this.cursor.isAtEdge) await this.cursor.advance()
    else this.cursor.step()
  }

  /** Looks for an event that is not the next entry; true when the log has it further on, and what was between is then passed. */
  async find(read: ReadEntry): Promise<boolean> {
    if (this.cursor.standing === 'ended' || this.cursor.standing === 'broken') return false
    const found = (await this.#findAhead(read.entry)) ?? (await this.#findByTime(read.entry))
    if (!found) return false
    await this.skipTo(found.index)
    if (this.cursor.isNext(read.leaf)) await this.pass()
    else {
      this.#differs(found, read.entry)
      await this.cursor.advance()
    }
    return true
  }

  /** Passes entries whose events did not come, up to one. */
  async skipTo(index: number): Promise<void> {
    const { cursor } = this
    while (cursor.index < index && cursor.standing !== 'ended' && cursor.standing !== 'broken') {
      if (cursor.standing === 'pruned') await this.#skipPruned()
      else {
        const { index: at } = cursor
        const placed = (await cursor.entriesOf(Math.floor(at / tileWidth)))[at % tileWidth]
        this.#skipped(placed ?? { index: at, entry: undefined })
        await cursor.advance()
      }
    }
  }

  /** An event that came in no place of its own: whether it is one that was missing, and so is elsewhere or another. */
  takeMissing({ entry }: ReadEntry): boolean {
    const placed = this.#missing.get(entry.id)
    if (!placed?.entry) return false
    this.#missing.delete(entry.id)
    const fields = changedFields(entry, placed.entry)
    if (fields.every(isPlace)) this.#report(placed, 'reordered', fields)
    else this.#report(placed, 'altered', fields)
    return true
  }

  /** Passes what did not come at all. */
  async finish(): Promise<void> {
    const { cursor } = this
    await this.skipTo(cursor.size)
    if (cursor.size === 0) return
    const last = (await cursor.entriesOf(Math.floor((cursor.size - 1) / tileWidth))).at(-1)
    this.#lastPosition = last?.entry?.position ?? -1n
  }

  /** Says of all that did not come anywhere that it is missing. */
  end(): void {
    for (const placed of this.#missing.values()) this.#report(placed, 'missing')
    this.#missing.clear()
  }

  async #skipPruned(): Promise<void> {
    const { cursor } = this
    const { index } = cursor
    const at = await cursor.prunedAt(Math.floor(index / tileWidth))
    const verdict = at && this.#parts.allExpired(at) ? 'expired' : 'missing'
    this.tally.noteRun({ from: index, to: index + tileWidth - 1, verdict })
    if (verdict === 'missing') this.#parts.findings.add({ verdict, log: this.name, index })
    await cursor.advance()
  }

  #skipped(placed: PlacedEntry): void {
    const { entry, index } = placed
    if (entry && this.#parts.expired(entry)) this.tally.note(index, 'expired')
    else if (entry && this.#missing.size < mostMissing) this.#missing.set(entry.id, placed)
    else this.#report(placed, 'missing')
  }

  #differs(placed: PlacedEntry, is: LogEntry): void {
    if (!placed.entry) return
    const fields = changedFields(is, placed.entry)
    // What is only at another place was moved.
    this.#report(placed, fields.every(isPlace) ? 'reordered' : 'altered', fields)
  }

  #report(
    { index, entry }: PlacedEntry,
    verdict: Finding['verdict'],
    fields?: readonly string[],
  ): void {
    this.tally.note(index, verdict)
    const { findings } = this.#parts
    findings.add({
      ...{ verdict, log: this.name, index },
      ...(entry ? { event: entry } : {}),
      ...(fields && fields.length > 0 ? { fields } : {}),
    })
  }

  async #findAhead({ id }: LogEntry): Promise<PlacedEntry | undefined> {
    const { cursor } = this
    if (cursor.standing === 'pruned') return undefined
    const end = Math.min(cursor.index + lookAhead, cursor.size)
    for (let n = Math.floor(cursor.index / tileWidth); n * tileWidth < end; n++) {
      const found = (await cursor.entriesOf(n)).find(
        ({ index, entry }) => index >= cursor.index && entry?.id === id,
      )
      if (found) return found
    }
    return undefined
  }

  /** Further on entries are found by when they were recorded, which hardly ever goes back. */
  async #findByTime({ id, recordedAt }: LogEntry): Promise<PlacedEntry | undefined> {
    if (this.#searches >= mostSearches) return undefined
    const { cursor } = this
    let [low, high] = [Math.floor(cursor.index / tileWidth), Math.ceil(cursor.size / tileWidth) - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      const first = (await cursor.entriesOf(middle)).find(({ entry }) => entry)?.entry
      // What is pruned comes before what is not.
      if (!first || first.recordedAt <= recordedAt) low = middle
      else high = middle - 1
    }
    for (const n of [low, low - 1, low + 1].filter(n => n >= 0 && n * tileWidth < cursor.size)) {
      const placed = await cursor.entriesOf(n)
      const found = placed.find(({ index, entry }) => index >= cursor.index && entry?.id === id)
      if (found) return found
    }
    this.#searches += 1
    return undefined
  }
}

function isPlace(field: string): boolean {
  return field === 'position' || field === 'revision'
}
