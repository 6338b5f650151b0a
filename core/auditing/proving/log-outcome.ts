import { changedFields, type LogEntry } from '../sealing/log-entry.ts'
import type { LogName } from '../sealing/seal-scope.ts'
import { type Finding, type Findings, Tally } from './findings.ts'
import type { PlacedEntry } from './log-cursor.ts'

const mostMissing = 100_000

export interface OutcomeParts {
  readonly name: LogName
  readonly findings: Findings
  /** Tells whether an entry's event may be gone by now. */
  readonly expired: (entry: Pick<LogEntry, 'stream' | 'recordedAt'>) => boolean
  readonly allExpired: (recordedAt: Date) => boolean
}

/** What becomes of the entries of one log. */
export class LogOutcome {
  readonly tally = new Tally()
  readonly #parts: OutcomeParts
  readonly #missing = new Map<string, PlacedEntry>()

  constructor(parts: OutcomeParts) {
    this.#parts = parts
  }

  /** An entry whose event came as it was, which was counted as intact, though not in its turn. */
  moved(placed: PlacedEntry): void {
    this.tally.counts.intact -= 1
    this.#report(placed, 'reordered')
  }

  /** An entry whose event is another now. */
  differs(placed: PlacedEntry, is: LogEntry): void {
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
      ...{ verdict, log: this.#parts.name, index },
      ...(entry ? { event: entry } : {}),
      ...(fields && fields.length > 0 ? { fields } : {}),
    })
  }

  /** An entry whose event did not come in its place. */
  skipped(placed: PlacedEntry): void {
    const { entry, index } = placed
    if (entry && this.#parts.expired(entry)) this.tally.note(index, 'expired')
    else if (entry && this.#missing.size < mostMissing) this.#missing.set(entry.id, placed)
    else this.#report(placed, 'missing')
  }

  /** Entries of a bundle that was pruned, of which its last entry tells when that was recorded. */
  skippedPruned(index: number, at: Date | undefined, count: number): void {
    const verdict = at && this.#parts.allExpired(at) ? 'expired' : 'missing'
    this.tally.noteRun({ from: index, to: index + count - 1, verdict })
    if (verdict === 'missing') this.#parts.findings.add({ verdict, log: this.#parts.name, index })
  }

  /** An event that came in no place of its own: whether it is one that was missing, and so is elsewhere or another. */
  takeMissing(entry: LogEntry): boolean {
    const placed = this.#missing.get(entry.id)
    if (!placed?.entry) return false
    this.#missing.delete(entry.id)
    const fields = changedFields(entry, placed.entry)
    if (fields.every(isPlace)) this.#report(placed, 'reordered', fields)
    else this.#report(placed, 'altered', fields)
    return true
  }

  /** Says of all that did not come anywhere that it is missing. */
  end(): void {
    for (const placed of this.#missing.values()) this.#report(placed, 'missing')
    this.#missing.clear()
  }
}

function isPlace(field: string): boolean {
  return field === 'position' || field === 'revision'
}
