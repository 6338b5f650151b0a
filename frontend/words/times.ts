import { describeSpan, type Moment } from './durations.ts'

/** The zone times are told in; by default that of the browser. */
interface Place {
  readonly now: Moment
  readonly timeZone?: string | undefined
}

const dayMs = 86_400_000

/** A time in few characters: `02:11` today, `yesterday 23:02`, `tomorrow 08:00`, `Mon 3 Nov`, `3 Nov 2024`. */
export function describeTime(at: Moment, { now, timeZone }: Place): string {
  const time = new Date(at)
  if (Number.isNaN(time.getTime())) return 'at no known time'
  const day = dayOf(time, timeZone)
  const dayOfNow = dayOf(new Date(now), timeZone)
  const apart = (Date.parse(dayOfNow) - Date.parse(day)) / dayMs
  const clock = write(time, timeZone, { hour: '2-digit', minute: '2-digit' })
  if (apart === 0) return clock
  if (apart === 1) return `yesterday ${clock}`
  if (apart === -1) return `tomorrow ${clock}`
  if (day.slice(0, 4) !== dayOfNow.slice(0, 4))
    return write(time, timeZone, { day: 'numeric', month: 'short', year: 'numeric' })
  return write(time, timeZone, { weekday: 'short', day: 'numeric', month: 'short' }).replace(
    ',',
    '',
  )
}

/** A time to the second: where the reader is, in UTC, and how long ago: `Mon 3 Nov 2025, 03:11:07 GMT+1 · 02:11:07 UTC · 12 min ago`. */
export function exactTime(at: Moment, { now, timeZone }: Place): string {
  const time = new Date(at)
  if (Number.isNaN(time.getTime())) return 'at no known time'
  const day = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
  const local = `${write(time, timeZone, day).replace(',', '')}, ${write(time, timeZone, { ...clock, timeZoneName: 'short' })}`
  const utc = `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`
  return `${local} · ${utc} · ${relativeTime(time, now)}`
}

/** How long ago something was, or in what time it will be: `12 min ago`, `in 2 h`, `now`. */
export function relativeTime(at: Moment, now: Moment): string {
  const ms = new Date(now).getTime() - new Date(at).getTime()
  if (Math.abs(ms) < 1000) return 'now'
  return ms > 0 ? `${describeSpan(at, now)} ago` : `in ${describeSpan(now, at)}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

function write(
  time: Date,
  timeZone: string | undefined,
  options: Intl.DateTimeFormatOptions,
): string {
  const key = JSON.stringify([timeZone, options])
  // Making one costs as much as a thousand uses of it.
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat('en-GB', {
      hourCycle: 'h23',
      ...options,
      ...(timeZone ? { timeZone } : {}),
    })
  formats.set(key, format)
  return format.format(time)
}

// As ISO writes it, so that it can be compared and cut.
function dayOf(time: Date, timeZone: string | undefined): string {
  const [day, month, year] = write(time, timeZone, {
    ...{ day: '2-digit', month: '2-digit', year: 'numeric' },
  }).split('/')
  return `${year}-${month}-${day}`
}
