import { Cron } from 'croner'
import type { Gap } from '../../../core/plugin-api.ts'

/** When an agent means to beat: a cron expression of five fields, by the clock of a place. */
export interface Schedule {
  readonly cron: string
  /** An IANA name: `Europe/Berlin`. */
  readonly timeZone: string
}

/** Says why a schedule cannot be kept; undefined when it can be. */
export function whyNotSchedule({ cron, timeZone }: Schedule): string | undefined {
  if (cron.trim().split(/\s+/).length !== 5) return 'must have five fields, such as 15 2 * * *'
  try {
    const next = new Cron(cron, { timezone: timeZone, paused: true }).nextRun()
    return next ? undefined : 'is never due'
  } catch (error) {
    return error instanceof Error && /time ?zone/i.test(error.message)
      ? `names a time zone that is not known: ${timeZone}`
      : 'is no cron expression'
  }
}

/**
 * When a schedule is due next after a time; undefined: never again. A time at which Decklog could receive nothing is not one at
 * which anybody was due.
 */
export function nextDue(
  schedule: Schedule,
  after: Date,
  gaps: readonly Gap[] = [],
): Date | undefined {
  const due = remembered(schedule)(after)
  const missed = due && gaps.find(({ from, to }) => from <= due && due < to)
  return missed ? nextDue(schedule, missed.to, gaps) : due
}

type Next = (after: Date) => Date | undefined

// Agents of one schedule were mostly last heard between the same two times, and to find out when it is due costs 0.2 ms.
const mostRemembered = 10_000
const memory = new Map<string, Next>()

function remembered({ cron, timeZone }: Schedule): Next {
  const key = `${timeZone} ${cron}`
  const known = memory.get(key)
  if (known) return known
  if (memory.size >= mostRemembered) memory.clear()
  const next = createNext(cron, timeZone)
  memory.set(key, next)
  return next
}

function createNext(cron: string, timezone: string): Next {
  const pattern = new Cron(cron, { timezone, paused: true })
  let last: { readonly from: Date; readonly due: Date } | undefined
  return after => {
    if (last && last.from <= after && after < last.due) return last.due
    const due = pattern.nextRun(after) ?? undefined
    last = due && { from: after, due }
    return due
  }
}
