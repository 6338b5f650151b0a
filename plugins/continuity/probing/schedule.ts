import { keyOf, type Subject } from './subject.ts'

/** Knows when which subject is probed next. */
export interface Schedule {
  /** Those of the subjects that are due; each is under way until it is `done`. What is no longer among them is forgotten. */
  take(subjects: readonly Subject[], now: Date): readonly Subject[]
  done(subject: Subject): void
}

/** Of the interval: subjects that were due together drift apart. */
const JITTER = 0.1

/**
 * Creates a schedule. A subject that was never probed is due at once, another one interval after its last reading, wherever that
 * was taken. `random` answers from 0 to 1.
 */
export function createSchedule(random: () => number): Schedule {
  const dueMs = new Map<string, number>()
  const underWay = new Set<string>()

  const isDue = (subject: Subject, nowMs: number): boolean => {
    const key = keyOf(subject)
    return !underWay.has(key) && (dueMs.get(key) ?? firstDueMs(subject)) <= nowMs
  }

  return {
    take(subjects, now) {
      const nowMs = now.getTime()
      const keys = new Set(subjects.map(keyOf))
      for (const key of dueMs.keys()) if (!keys.has(key)) dueMs.delete(key)
      const due = subjects.filter(subject => isDue(subject, nowMs))
      for (const subject of due) {
        const everyMs = subject.target.everySeconds * 1_000
        underWay.add(keyOf(subject))
        dueMs.set(keyOf(subject), nowMs + everyMs * (1 + JITTER * (random() - 0.5)))
      }
      return due
    },
    done: subject => void underWay.delete(keyOf(subject)),
  }
}

function firstDueMs({ last, target }: Subject): number {
  return last ? last.receivedAt.getTime() + target.everySeconds * 1_000 : 0
}
