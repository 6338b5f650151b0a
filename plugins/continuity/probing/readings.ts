import { debounce, type Outcome, type Reading } from '../reading.ts'
import type { Finding } from './finding.ts'
import { keyOf, type Subject } from './subject.ts'

/** Remembers the last reading of every subject, so that each knows how many came to the same before it. */
export interface Readings {
  /** Makes the next reading of a subject from what was found. */
  next(subject: Subject, found: Found): Reading
}

/** What was found, when, and how long that took. */
export interface Found {
  readonly finding: Finding
  readonly at: Date
  readonly latencyMs: number
}

/** Creates the memory of one leader; what was read before it led comes with the subjects. */
export function createReadings(): Readings {
  const last = new Map<string, Reading>()
  return {
    next(subject, { finding, at, latencyMs }) {
      const { kind, url, everySeconds } = subject.target
      const { outcome, failure, detail } = finding
      const previous = last.get(keyOf(subject)) ?? subject.last?.reading ?? null
      const reading: Reading = {
        ...{ kind, url, everySeconds, outcome, failure, detail },
        latencyMs: isAsked(outcome) ? Math.round(latencyMs) : null,
        ...debounce(previous, outcome, at),
      }
      last.set(keyOf(subject), reading)
      return reading
    },
  }
}

function isAsked(outcome: Outcome): boolean {
  return outcome !== 'unknown'
}
