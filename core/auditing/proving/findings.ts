import type { LogEntry } from '../sealing/log-entry.ts'
import type { LogName } from '../sealing/seal-scope.ts'

/** What can be found of entries of a log, and of events that are in none. */
export type Verdict = 'intact' | 'altered' | 'missing' | 'reordered' | 'inserted' | 'expired'

/** Something that is not as it was sealed. */
export interface Finding {
  readonly verdict: 'altered' | 'missing' | 'reordered' | 'inserted'
  /** The log and the number of the entry in it; absent for what is in no log. */
  readonly log?: LogName
  readonly index?: number
  /** The event: as it was sealed, or of an inserted one as it is. Absent where the log does not tell any more. */
  readonly event?: LogEntry
  /** Fields that are not as they were. */
  readonly fields?: readonly string[]
}

/** Entries of a log in a row of which the same was found; the last is included. */
export interface VerdictRange {
  readonly from: number
  readonly to: number
  readonly verdict: Verdict
}

const mostFindings = 10_000
const mostRanges = 10_000

/** Counts what is found of one log, and lists where. */
export class Tally {
  readonly counts: Record<Verdict, number> = {
    ...{ intact: 0, altered: 0, missing: 0, reordered: 0, inserted: 0, expired: 0 },
  }
  readonly #special = new Map<number, Verdict>()
  readonly #runs: VerdictRange[] = []

  /** Of one entry that is not intact. */
  note(index: number, verdict: Verdict): void {
    this.counts[verdict] += 1
    if (this.#special.size < mostRanges) this.#special.set(index, verdict)
  }

  /** Of many in a row. */
  noteRun(run: VerdictRange): void {
    this.counts[run.verdict] += run.to - run.from + 1
    if (this.#runs.length < mostRanges) this.#runs.push(run)
  }

  /** All ranges from the first entry up to `size`; what was not noted is intact. */
  ranges(size: number): readonly VerdictRange[] {
    const noted = [
      ...this.#runs,
      ...[...this.#special].map(([index, verdict]) => ({ from: index, to: index, verdict })),
    ].sort((a, b) => a.from - b.from)
    const ranges: VerdictRange[] = []
    let next = 0
    for (const one of noted) {
      if (one.from > next) add(ranges, { from: next, to: one.from - 1, verdict: 'intact' })
      add(ranges, one)
      next = one.to + 1
    }
    if (next < size) add(ranges, { from: next, to: size - 1, verdict: 'intact' })
    return ranges
  }
}

function add(ranges: VerdictRange[], range: VerdictRange): void {
  const last = ranges.at(-1)
  if (last?.verdict === range.verdict && last.to + 1 === range.from)
    ranges[ranges.length - 1] = { ...last, to: range.to }
  else ranges.push(range)
}

/** Keeps findings up to a bound, and counts the rest. */
export class Findings {
  readonly listed: Finding[] = []
  count = 0

  add(finding: Finding): void {
    this.count += 1
    if (this.listed.length < mostFindings) this.listed.push(finding)
  }
}
