import { categoryOf, type SealScope } from '../sealing/seal-scope.ts'

/** What was sealed, and since when that held. */
export interface TimedScope {
  readonly scope: SealScope
  readonly from: Date
}

const dayMs = 86_400_000
// The ledger's clock and this one are not the same.
const slackMs = 60_000

/** Tells whether an event of a stream may be gone by now, because at some time since its retention was over. */
export function mayHaveExpired(
  { stream, recordedAt }: { readonly stream: string; readonly recordedAt: Date },
  scopes: readonly TimedScope[],
  now: Date,
): boolean {
  const category = categoryOf(stream)
  return isOver(recordedAt, scopes, now, ({ expiring, unsealed }) =>
    unsealed.includes(category)
      ? 0
      : (expiring.find(one => one.category === category)?.maxAgeDays ?? Infinity),
  )
}

/** Tells whether whatever was recorded up to a time may be gone by now, of all streams that expire. */
export function allMayHaveExpired(
  recordedAt: Date,
  scopes: readonly TimedScope[],
  now: Date,
): boolean {
  return isOver(recordedAt, scopes, now, ({ expiring }) =>
    Math.max(0, ...expiring.map(({ maxAgeDays }) => maxAgeDays)),
  )
}

function isOver(
  recordedAt: Date,
  scopes: readonly TimedScope[],
  now: Date,
  daysIn: (scope: SealScope) => number,
): boolean {
  return scopes.some(({ scope }, i) => {
    const untilMs = Math.min(scopes[i + 1]?.from.getTime() ?? Infinity, now.getTime())
    return recordedAt.getTime() + daysIn(scope) * dayMs <= untilMs + slackMs
  })
}
