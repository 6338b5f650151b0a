/** How often a test does what chance decides: `few` in every run, `many` in `npm run test:long`. */
export function rounds(few: number, many: number): number {
  return process.env['DECKLOG_TEST_LONG'] === undefined ? few : many
}
