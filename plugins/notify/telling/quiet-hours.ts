import type { AlarmSeverity } from '../../../core/plugin-api.ts'
import type { QuietHours } from '../channels/settings.ts'
import { shownMs, whenShown } from '../windows/time-zone.ts'

const dayMs = 86_400_000
const msOf = (time: string): number =>
  (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000

type Hours = Pick<QuietHours, 'from' | 'to' | 'except'> & Partial<Pick<QuietHours, 'timeZone'>>

/**
 * Tells whether a receiver is to be left alone now. The hours are by the clocks of their time zone; `to` before `from` passes midnight.
 * Where clocks are set back it is quiet from the first time that they show `from` to the last that they show `to`: nobody is woken
 * between the two.
 */
export function isQuiet(
  hours: readonly Hours[],
  { now, severity }: { readonly now: Date; readonly severity: AlarmSeverity },
): boolean {
  return hours.some(one => {
    if (one.except === 'critical' && severity === 'critical') return false
    const { timeZone = 'UTC' } = one
    const shown = shownMs(timeZone, now)
    const today = shown - (((shown % dayMs) + dayMs) % dayMs)
    // Those that began yesterday may last until now; what is set back may show yesterday again.
    return [today - dayMs, today, today + dayMs].some(day => isWithin(one, day, now))
  })
}

function isWithin({ from, to, timeZone = 'UTC' }: Hours, day: number, now: Date): boolean {
  const [start, end] = [day + msOf(from), day + msOf(to)]
  if (start === end) return false
  const { first } = whenShown(timeZone, start)
  const { last } = whenShown(timeZone, end > start ? end : end + dayMs)
  return now >= first && now < last
}
