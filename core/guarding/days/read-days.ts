import type { DomainEvent, Recorded } from '../../event.ts'
import { dayOf } from './calendar.ts'

/** Which days to close: those after `after` and before `before`. */
export interface DaysToClose {
  readonly after: string | null
  readonly before: string
  /** A day before this one is closed although nothing was observed after it. */
  readonly waitFrom: string
}

/** Days that are complete, and whether another waits for what may still be under way. */
export interface ClosedDays<Summary> {
  readonly summaries: readonly Summary[]
  readonly waiting: boolean
}

/** Folds the observations of one subject on one UTC day, in the order of their stream. */
export interface DayFold<E extends DomainEvent, Summary> {
  take(event: Recorded<E>): void
  end(): Summary
}

/** How an owner's days are summarised. */
export interface DayFolds<E extends DomainEvent, Summary> {
  isObservation(event: Recorded<E>): boolean
  /** Begins a day by its first observation, which is taken as the others are. */
  open(first: Recorded<E>): DayFold<E, Summary>
}

/**
 * Summarises the days of one subject from its observations, in the order of their stream. As they arrive in order, a later
 * day's observation tells that a day is complete.
 */
export async function readDays<E extends DomainEvent, Summary>(
  observations: AsyncIterable<Recorded<E>>,
  folds: DayFolds<E, Summary>,
  days: DaysToClose,
): Promise<ClosedDays<Summary>> {
  const summaries: Summary[] = []
  let open: { readonly day: string; readonly fold: DayFold<E, Summary> } | undefined
  const close = (): void => {
    if (open) summaries.push(open.fold.end())
    open = undefined
  }
  for await (const event of observations) {
    if (!folds.isObservation(event)) continue
    const day = dayOf(event.receivedAt)
    // What arrived late belongs to a day that is closed.
    if (day < (open?.day ?? days.after ?? '') || day === days.after) continue
    if (open && day > open.day) close()
    if (day >= days.before) break
    open ??= { day, fold: folds.open(event) }
    open.fold.take(event)
  }
  const waiting = open !== undefined && open.day >= days.waitFrom
  if (!waiting) close()
  return { summaries, waiting }
}
