import type { Clock } from '../../../core/plugin-api.ts'
import type { Looked } from './look.ts'
import type { TargetRow } from './target-row.ts'

const looks = 3
const pauseMs = 2_000

type Standing = Pick<TargetRow, 'drifted_since' | 'unreachable_since'>

/**
 * Looks until it is sure: one look is enough to see drift, since what runs is no figure that swings. That a drift is over, as that nobody
 * answers, three looks must say in a row: behind a balancer the next one may see what the last did not. Null: they do not agree.
 */
export async function settle(
  look: () => Promise<Looked>,
  before: Standing,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Looked | null> {
  const first = await look()
  if (!needsMore(first, before)) return first
  for (let count = 1; count < looks; count += 1) {
    await clock.delay(pauseMs, signal)
    const next = await look()
    if (next.seen.outcome === 'drifted') return next
    if (next.seen.outcome !== first.seen.outcome) return null
  }
  return first
}

function needsMore({ seen: { outcome } }: Looked, before: Standing): boolean {
  return (
    (outcome === 'as_approved' && before.drifted_since !== null) ||
    (outcome === 'unreachable' && before.unreachable_since === null)
  )
}
