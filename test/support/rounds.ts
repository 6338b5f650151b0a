/** How often a test does what chance decides: `few` in every run, `many` in `npm run test:long`. */
export function rounds(few: number, many: number): number {
  return process.env['DECKLOG_TEST_LONG'] === undefined ? few : many
}

/**
 * How long something may take that is promised within so many ms: just that in `npm run test:long`, on a machine at rest. Every run allows
 * ten times as much, since a busy machine makes anything late; what waits for ever, or for all of many, is later still.
 */
export function allowed(promisedMs: number): number {
  return rounds(10, 1) * promisedMs
}
