const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const

/** Writes a length of time as people say it: `45 s`, `12 min`, `3 h 12 min`, `2 d 4 h`. */
export function describeDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const largest = units.findIndex(([, size]) => whole >= size)
  if (largest === -1) return '0 s'
  // Days go with hours and hours with minutes; who waits minutes does not count seconds.
  const shown = units.slice(largest, largest < 2 ? largest + 2 : largest + 1)
  let rest = whole
  const parts = shown.map(([unit, size]) => {
    const count = Math.floor(rest / size)
    rest %= size
    return { count, unit }
  })
  return parts
    .filter(({ count }) => count > 0)
    .map(({ count, unit }) => `${count} ${unit}`)
    .join(' ')
}

/** A length of time that is not certain, with its bounds, in seconds: `1 h 50 min (1 h 20 min – 2 h 40 min)`. */
export function describeBounded(seconds: number, low: number, high: number): string {
  return `${describeDuration(seconds)} (${describeDuration(low)} – ${describeDuration(high)})`
}

/** How long it is from one time to another, in words. */
export function describeSpan(from: Moment, to: Moment): string {
  return describeDuration((new Date(to).getTime() - new Date(from).getTime()) / 1000)
}

/** A time: a date, ISO 8601, or milliseconds since 1970. */
export type Moment = Date | string | number
