const DAY_MS = 86_400_000

/** The UTC day of a time, `2026-01-31`. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}

/** The day that lies `days` after `day`, or before it. */
export function addDays(day: string, days: number): string {
  return dayOf(new Date(Date.parse(day) + days * DAY_MS))
}
