import { DecklogError } from '../errors.ts'
import type { Clock } from '../clock.ts'

/** Runs `work` with a signal that aborts with `outer`, and with DECKLOG_TIMEOUT after `budgetMs`, told to `onLate` at once; settles only when the work does. */
export async function timedRun<T>(
  clock: Clock,
  budgetMs: number,
  work: (signal: AbortSignal) => Promise<T>,
  outer: AbortSignal,
  onLate: (error: DecklogError) => void = () => {},
): Promise<T> {
  const budget = new AbortController()
  const done = new AbortController()
  const late = new DecklogError('DECKLOG_TIMEOUT', `it took over ${budgetMs / 1_000} s`)
  const timer = clock.delay(budgetMs, done.signal).then(
    () => {
      budget.abort(late)
      onLate(late)
    },
    () => {},
  )
  try {
    return await work(AbortSignal.any([outer, budget.signal]))
  } finally {
    done.abort()
    await timer
  }
}
