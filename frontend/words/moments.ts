import { describeTime } from './times.ts'

const dayMs = 86_400_000

/** A moment to the second: `02:14:07` today, `yesterday 02:14:07`, `Mon 3 Nov 02:14:07`. */
export function describeMoment(at: number, now: number): string {
  const clock = new Date(at).toLocaleTimeString('en-GB', { hourCycle: 'h23' })
  const short = describeTime(at, { now })
  return /\d\d:\d\d$/.test(short)
    ? short.replace(/\d\d:\d\d$/, clock)
    : `${short.replace(',', '')} ${clock}`
}

const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/
const dayAndClock = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}:\d{2}(?::\d{2})?))?$/
const inZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/

/**
 * Reads what somebody types as a moment, for `as_of`: a position as it is, a time in the reader's own zone as one in UTC; undefined when it
 * is neither. A clock alone is that of today, or of yesterday where today's is still to come.
 */
export function readMoment(typed: string, now: number): string | undefined {
  const text = typed.trim()
  if (/^\d{1,19}$/.test(text)) return text
  if (inZone.test(text)) return isoOf(Date.parse(text))
  const [, day, time = '00:00'] = dayAndClock.exec(text) ?? []
  if (day !== undefined) return isoOf(atClock(Date.parse(`${day}T00:00`), time))
  if (!clock.test(text)) return undefined
  const today = atClock(now, text)
  return isoOf(today > now ? atClock(now - dayMs, text) : today)
}

function atClock(day: number, text: string): number {
  const [, hours, minutes, seconds = 0] = clock.exec(text) ?? []
  const time = new Date(day)
  const isClock = Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60
  return isClock ? time.setHours(Number(hours), Number(minutes), Number(seconds), 0) : Number.NaN
}

function isoOf(time: number): string | undefined {
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

const hourMs = 3_600_000

/** The ranges that the bar goes over, the shortest first. */
export const ranges = [
  { name: 'hour', ms: hourMs },
  { name: '6 hours', ms: 6 * hourMs },
  { name: 'day', ms: dayMs },
  { name: '7 days', ms: 7 * dayMs },
  { name: '30 days', ms: 30 * dayMs },
  { name: '90 days', ms: 90 * dayMs },
  { name: 'year', ms: 366 * dayMs },
  { name: '10 years', ms: 3_653 * dayMs },
] as const

/** The shortest range of at least `leastMs` that a moment lies in. */
export function rangeFor(at: number | null, now: number, leastMs: number): number {
  const age = at === null ? 0 : now - at
  return (
    ranges.find(({ ms }) => ms >= leastMs && ms >= age)?.ms ?? ranges[ranges.length - 1]?.ms ?? age
  )
}
