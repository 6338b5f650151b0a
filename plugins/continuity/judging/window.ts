const SPARE_SECONDS = 300
const SHORTEST_SECONDS = 900

/** How long an agent may be silent that means to beat every so many seconds: two intervals and five minutes, at least fifteen. */
export function windowSeconds(everySeconds: number): number {
  return Math.max(2 * everySeconds + SPARE_SECONDS, SHORTEST_SECONDS)
}
