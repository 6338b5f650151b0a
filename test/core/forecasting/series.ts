import { createForecaster, type Outlook } from '../../../core/forecasting/forecaster.ts'

export const minute = 60
export const hour = 3600
const start = Date.parse('2026-01-01T00:00:00.000Z')

/** The moment so many seconds into a story. */
export function at(seconds: number): Date {
  return new Date(start + seconds * 1000)
}

/** What is foreseen after each reading of a value that ends at 100, a reading a minute, by the minute; undefined is no reading. */
export function foresee(
  minutes: number,
  valueAt: (minute: number) => number | undefined,
  endAt: (minute: number) => number = () => 100,
): readonly (Outlook | null)[] {
  const forecaster = createForecaster(minute)
  let told: Outlook | null = null
  return Array.from({ length: minutes + 1 }, (_, index) => {
    const value = valueAt(index)
    if (value !== undefined)
      told = forecaster.take({ at: at(index * minute), value, end: endAt(index) })
    return told
  })
}

/** The share of readings at which an end was foreseen. */
export function shareTold(outlooks: readonly (Outlook | null)[]): number {
  return outlooks.filter(outlook => outlook !== null).length / outlooks.length
}
