import {
  concatMap,
  defer,
  exhaustMap,
  finalize,
  from,
  type Observable,
  type ObservableInput,
} from 'rxjs'
import { DecklogError, messageOf } from '../../errors.ts'
import type { Host, Observation } from '../../host.ts'
import { within } from '../../timing/within.ts'
import type { GuardObservation } from '../guard-events.ts'
import type { Subject } from '../subject.ts'
import { failureOf, type TakingGuard } from './observation-of.ts'
import { createTake } from './take.ts'

/** Most readings of one round: more is a fault of the guard, and no reading of it is believed. */
export const mostReadings = 2_000

/** Reads once. What it answers is looked at before it is believed. */
export type Read = (signal: AbortSignal) => unknown

interface Observing {
  readonly guard: TakingGuard
  readonly read: Read
  readonly timeoutSeconds: number
}

/**
 * Reads each interval, one round at a time: one that takes longer than the interval leaves out the ticks that it covers. A round that
 * throws, is late, or answers anything but readings is a failed reading of every subject that was known, and an error where none was.
 */
export function observeGuard(
  host: Pick<Host, 'read' | 'log' | 'clock'>,
  observing: Observing,
): Observable<Observation<GuardObservation>> {
  return defer(() => {
    const ending = new AbortController()
    const round = createRound(host, { ...observing, signal: ending.signal })
    return host.clock.ticks(observing.guard.intervalSeconds * 1000).pipe(
      exhaustMap(() => defer(round)),
      concatMap(observations => from(observations)),
      finalize(() => ending.abort()),
    )
  })
}

interface Watching {
  readonly guard: TakingGuard
  watch(signal: AbortSignal): ObservableInput<unknown>
}

/** Takes readings as they come. What they come from is ended by its signal, and followed anew when it fails or ends. */
export function watchGuard(
  host: Pick<Host, 'read' | 'log' | 'clock'>,
  { guard, watch }: Watching,
): Observable<Observation<GuardObservation>> {
  return defer(() => {
    const ending = new AbortController()
    const take = createTake(host, guard)
    return from(watch(ending.signal)).pipe(
      concatMap(async candidate => (await take(candidate, host.clock.now())).observation),
      finalize(() => ending.abort()),
    )
  })
}

type Round = () => Promise<readonly Observation<GuardObservation>[]>

interface Known {
  readonly subject: Subject
  /** Until when it is waited for: whoever is not read again is silent, and not failing. */
  readonly untilMs: number
}

function createRound(
  host: Pick<Host, 'read' | 'log' | 'clock'>,
  { guard, read, timeoutSeconds, signal }: Observing & { readonly signal: AbortSignal },
): Round {
  const known = new Map<string, Known>()
  const readOnce = createReadOnce(read, { ms: timeoutSeconds * 1000, time: host.clock, signal })

  const takeOne = createTake(host, guard)
  const take = async (candidate: unknown, now: Date): Promise<Observation<GuardObservation>> => {
    const { subject, every, observation } = await takeOne(candidate, now)
    known.set(subject.subjectId, { subject, untilMs: now.getTime() + 2_000 * every })
    return observation
  }

  return async () => {
    const now = host.clock.now()
    for (const [id, { untilMs }] of known) if (untilMs < now.getTime()) known.delete(id)
    try {
      const taken: Observation<GuardObservation>[] = []
      for (const candidate of await readOnce()) taken.push(await take(candidate, now))
      return taken
    } catch (error) {
      if (known.size === 0) throw error
      host.log.warn({ err: error }, 'a guard could not read')
      const failure = messageOf(error)
      const untilMs = now.getTime() + 2_000 * guard.intervalSeconds
      return [...known].map(([id, { subject }]) => {
        // As long as it cannot be read, it is still waited for.
        known.set(id, { subject, untilMs })
        return failureOf(guard, subject, { failure })
      })
    }
  }
}

/** Reads under a deadline, never twice at once: a reading that ignores its signal is waited for by the rounds that follow. */
function createReadOnce(
  read: Read,
  budget: { readonly ms: number; readonly time: Host['clock']; readonly signal: AbortSignal },
): () => Promise<readonly unknown[]> {
  let running: Promise<unknown> | undefined
  return async () => {
    if (running) throw faulty('its last reading has not ended yet')
    const found = await within(budget, signal => {
      const reading = Promise.resolve(read(signal))
      running = reading
      const ended = (): void => {
        running = undefined
      }
      reading.then(ended, ended)
      return reading
    })
    if (!Array.isArray(found)) throw faulty('it answered no list of readings')
    if (found.length > mostReadings)
      throw faulty(`it answered ${found.length} readings, more than ${mostReadings}`)
    return found
  }
}

function faulty(message: string): DecklogError {
  return new DecklogError('DECKLOG_PLUGIN_INVALID', message)
}
