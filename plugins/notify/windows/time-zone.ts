/** Tells whether a time zone has this name: `Europe/Berlin`, `UTC`. */
export function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && !name.includes('/')) return false
  try {
    return clockOf(name).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** What clocks of a time zone show, as if it were UTC, in milliseconds. */
export function shownMs(timeZone: string, at: Date): number {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
}

const dayMs = 86_400_000

/**
 * When clocks of a time zone show a time, the first and the last time that they do: clocks that are set back show some times twice,
 * and ones that are set forward leave some out, which come when they go on.
 */
export function whenShown(
  timeZone: string,
  shown: number,
): { readonly first: Date; readonly last: Date } {
  const offsets = [-dayMs, dayMs].map(
    aside => shownMs(timeZone, new Date(shown + aside)) - (shown + aside),
  )
  const found = [...new Set(offsets.map(offset => shown - offset))]
    .filter(ms => shownMs(timeZone, new Date(ms)) === shown)
    .sort((a, b) => a - b)
  // Left out: as far after the clocks are set forward as it would have been.
  const [first = shown - Math.min(...offsets)] = found
  return { first: new Date(first), last: new Date(found.at(-1) ?? first) }
}

// Made once for each: it costs more than all that is asked of it.
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const numeric = 'numeric'
  const made = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', calendar: 'gregory', numberingSystem: 'latn' },
    ...{ year: numeric, month: numeric, day: numeric, hour: numeric },
    ...{ minute: numeric, second: numeric },
  })
  clocks.set(timeZone, made)
  return made
}
