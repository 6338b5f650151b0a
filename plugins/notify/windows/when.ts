import { Cron } from 'croner'
import { messageOf } from '../../../core/plugin-api.ts'
import type { WindowPlan } from './window-events.ts'

/** When a window is open, once. */
export interface Opening {
  readonly from: Date
  readonly until: Date
}

type Planned = Pick<WindowPlan, 'schedule' | 'timeZone' | 'lastsSeconds'> & {
  readonly beginsAt: Date
  readonly endsAt: Date
}

/**
 * Tells when a window that is open now opened and closes; undefined when it is not open. It is as long as it says, whatever clocks
 * do meanwhile; a time that the clocks leave out comes when they go on, and one that comes twice opens it once.
 */
export function openingAt(plan: Planned, now: Date): Opening | undefined {
  const { beginsAt, endsAt, schedule, lastsSeconds } = plan
  if (now < beginsAt || now >= endsAt) return undefined
  if (schedule === null) return { from: beginsAt, until: endsAt }
  const lastsMs = lastsSeconds * 1_000
  const from = next(plan, new Date(now.getTime() - lastsMs))
  if (!from || from > now || from < beginsAt) return undefined
  return { from, until: new Date(Math.min(from.getTime() + lastsMs, endsAt.getTime())) }
}

/** When a window opens next; undefined when it does not any more. */
export function nextOpening(plan: Planned, now: Date): Date | undefined {
  const { beginsAt, endsAt, schedule } = plan
  if (schedule === null) return now < beginsAt ? beginsAt : undefined
  // The very moment at which it begins counts.
  const after = new Date(Math.max(now.getTime(), beginsAt.getTime() - 1))
  const at = next(plan, after)
  return at && at < endsAt ? at : undefined
}

// Made once for each schedule: reading one costs more than asking it.
const schedules = new Map<string, Cron>()
const mostKept = 1_000

function scheduleOf(schedule: string, timeZone: string): Cron {
  const key = `${timeZone} ${schedule}`
  const known = schedules.get(key)
  if (known) return known
  const cron = new Cron(schedule, { timezone: timeZone, mode: '5-part' })
  if (schedules.size >= mostKept) schedules.clear()
  schedules.set(key, cron)
  return cron
}

function next({ schedule, timeZone }: Planned, after: Date): Date | undefined {
  if (schedule === null) return undefined
  return scheduleOf(schedule, timeZone).nextRun(after) ?? undefined
}

/** So many openings in a row are looked at, to see whether they overlap. */
const openingsLooked = 60

/** Why a schedule cannot be used, in words that follow the name of the field; undefined when it can. */
export function scheduleFault(
  { schedule, lastsSeconds, timeZone }: Planned & { readonly schedule: string },
  now: Date,
): string | undefined {
  try {
    const runs = scheduleOf(schedule, timeZone).nextRuns(openingsLooked, now)
    if (runs.length === 0) return 'never comes'
    const overlaps = runs.some((at, index) => {
      const before = runs[index - 1]
      return before && at.getTime() - before.getTime() < lastsSeconds * 1_000
    })
    return overlaps ? 'opens it again before it has closed: see lasts' : undefined
  } catch (error) {
    return `is not a schedule of five fields: ${messageOf(error)}`
  }
}
