import { setMaxListeners } from 'node:events'
import { defer, exhaustMap, finalize, from, merge, NEVER, type Observable, switchMap } from 'rxjs'
import { type Clock, createTurns, type Reading } from '../../core/plugin-api.ts'
import type { Check } from './config.ts'

interface ScheduleParts {
  readonly checks: readonly Check[]
  /** How many programs run at a time. */
  readonly atOnce: number
  readonly clock: Clock
  /** Runs a check once; rejects only when `signal` aborts. */
  run(check: Check, signal: AbortSignal): Promise<Reading>
}

/** Within so many seconds of the start every check has its first turn, however rarely it runs. */
const firstWithinSeconds = 60
/** A check is quick when it took no longer than this the last time. */
const quickSeconds = 2

/**
 * Runs every check at its interval. They are spread over it, so that a thousand of them are no burst; a run that takes longer than
 * the interval leaves out those that it covers. Of the places those that were not quick last take three quarters at most: what hangs makes
 * only what hangs wait.
 */
export function scheduleChecks({ checks, atOnce, clock, run }: ScheduleParts): Observable<Reading> {
  const turns = createTurns({ total: atOnce, share: Math.max(1, Math.floor((atOnce * 3) / 4)) })
  return defer(() => {
    const ending = new AbortController()
    // Every check waits with it.
    setMaxListeners(0, ending.signal)
    const quick = new Set<Check>()
    const take = (check: Check): Promise<Reading> =>
      turns.take(quick.has(check) ? 'quick' : 'other', ending.signal, async () => {
        const startMs = clock.monotonicMs()
        const reading = await run(check, ending.signal)
        if (clock.monotonicMs() - startMs > quickSeconds * 1_000) quick.delete(check)
        else quick.add(check)
        return reading
      })
    const everyTurn = (check: Check, index: number): Observable<Reading> => {
      const firstMs = (index / checks.length) * Math.min(check.every, firstWithinSeconds) * 1_000
      return defer(() => from(clock.delay(firstMs, ending.signal))).pipe(
        switchMap(() => clock.ticks(check.every * 1_000)),
        exhaustMap(() => defer(() => take(check))),
      )
    }
    // Where there is nothing to run, nothing has come to an end.
    return merge(NEVER, ...checks.map(everyTurn)).pipe(finalize(() => ending.abort()))
  })
}
