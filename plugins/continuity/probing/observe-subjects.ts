import {
  catchError,
  combineLatest,
  concatMap,
  defer,
  EMPTY,
  exhaustMap,
  finalize,
  mergeMap,
  Observable,
} from 'rxjs'
import { createTurns, type Host, messageOf, type Observation } from '../../../core/plugin-api.ts'
import type { ContinuityConfig } from '../config.ts'
import type { ContinuityEvent } from '../events.ts'
import type { AgentProbed, RuntimeProbed } from '../observations.ts'
import { createProber } from './prober.ts'
import { keyOf, type Subject, type SubjectSource } from './subject.ts'

const REFRESH_MS = 5_000
const LOOK_MS = 1_000

/**
 * Probes every runtime and every agent that asks for it, each when it is due and no more than `atOnce` together, a quarter of them of
 * one board. One that hangs holds up no other until so many do. While the read models cannot be asked, it goes on with those it knows.
 */
export function observeSubjects(
  host: Host<ContinuityConfig, ContinuityEvent>,
  source: SubjectSource,
  random: () => number,
): Observable<Observation<RuntimeProbed | AgentProbed>> {
  return defer(() => {
    const { clock, config, log } = host
    const schedule = createSchedule(random)
    const prober = createProber(host, source)
    const total = config.probes.atOnce
    const turns = createTurns({ total, share: Math.ceil(total / 4) })
    const subjects$ = clock.ticks(REFRESH_MS).pipe(
      exhaustMap(() =>
        defer(() => source.subjects()).pipe(
          catchError((error: unknown) => {
            log.debug({ reason: messageOf(error) }, 'what is to be probed could not be read')
            return EMPTY
          }),
        ),
      ),
    )
    return combineLatest([subjects$, clock.ticks(LOOK_MS)]).pipe(
      concatMap(([subjects]) =>
        schedule.take(subjects, { now: clock.now(), monotonicMs: clock.monotonicMs() }),
      ),
      mergeMap(probe),
    )

    function probe(subject: Subject): Observable<Observation<RuntimeProbed | AgentProbed>> {
      const take = (signal: AbortSignal) =>
        turns.take(subject.boardId, signal, () => prober.probe(subject, signal))
      return abortable(take).pipe(
        catchError((error: unknown) => {
          log.warn({ reason: messageOf(error) }, 'a probe gave no reading')
          return EMPTY
        }),
        finalize(() => schedule.done(subject)),
      )
    }
  })
}

/** Emits what `work` resolves with; unsubscribing aborts its signal. */
function abortable<T>(work: (signal: AbortSignal) => Promise<T>): Observable<T> {
  return new Observable(subscriber => {
    const controller = new AbortController()
    work(controller.signal).then(
      value => {
        subscriber.next(value)
        subscriber.complete()
      },
      (error: unknown) => subscriber.error(error),
    )
    return () => controller.abort()
  })
}

/** The time of day, and one that no change of clock moves. */
interface Moment {
  readonly now: Date
  readonly monotonicMs: number
}

/** Knows when which subject is probed next. */
interface Schedule {
  /** Those of the subjects that are due; each is under way until it is `done`. What is no longer among them is forgotten. */
  take(subjects: readonly Subject[], moment: Moment): readonly Subject[]
  done(subject: Subject): void
}

/** Of the interval: subjects that were due together drift apart. */
const JITTER = 0.1

/**
 * Creates a schedule. A subject that was never probed is due at once, another one interval after its last reading, wherever that
 * was taken; from then on the clock of the day is not asked, which may be set. `random` answers from 0 to 1.
 */
export function createSchedule(random: () => number): Schedule {
  const dueMs = new Map<string, number>()
  const underWay = new Set<string>()

  const isDue = (subject: Subject, moment: Moment): boolean => {
    const key = keyOf(subject)
    const due = dueMs.get(key) ?? moment.monotonicMs + firstWaitMs(subject, moment.now)
    dueMs.set(key, due)
    return !underWay.has(key) && due <= moment.monotonicMs
  }

  return {
    take(subjects, moment) {
      const keys = new Set(subjects.map(keyOf))
      for (const key of dueMs.keys()) if (!keys.has(key)) dueMs.delete(key)
      const due = subjects.filter(subject => isDue(subject, moment))
      for (const subject of due) {
        const everyMs = subject.target.everySeconds * 1_000
        underWay.add(keyOf(subject))
        dueMs.set(keyOf(subject), moment.monotonicMs + everyMs * (1 + JITTER * (random() - 0.5)))
      }
      return due
    },
    done: subject => void underWay.delete(keyOf(subject)),
  }
}

// A reading that seems to come from the future, or from long ago, is waited for no longer than an interval.
function firstWaitMs({ last, target }: Subject, now: Date): number {
  if (!last) return 0
  const everyMs = target.everySeconds * 1_000
  return Math.min(Math.max(last.receivedAt.getTime() + everyMs - now.getTime(), 0), everyMs)
}
