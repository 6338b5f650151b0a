import type { AlarmSeverity } from '../../../core/plugin-api.ts'
import type { QuietHours } from '../channels/settings.ts'

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Tells whether a webhook is to be left alone now. The hours are UTC; `to` before `from` passes midnight. */
export function isQuiet(
  hours: readonly QuietHours[],
  { now, severity }: { readonly now: Date; readonly severity: AlarmSeverity },
): boolean {
  const minute = now.getUTCHours() * 60 + now.getUTCMinutes()
  return hours.some(({ from, to, except }) => {
    if (except === 'critical' && severity === 'critical') return false
    const [start, end] = [minutesOf(from), minutesOf(to)]
    return start <= end ? minute >= start && minute < end : minute >= start || minute < end
  })
}
