import { DecklogError, invalidField } from '../../errors.ts'
import type { ProjectionPositions } from '../../projecting/projection-status.ts'
import type { Route } from '../route.ts'

const budgetMs = 5_000
const largest = 2n ** 63n - 1n

/** A query without core's own field, and the position that a read must have passed. */
export interface PositionedQuery {
  readonly query: Readonly<Record<string, unknown>>
  readonly minPosition: bigint | undefined
}

/** Tells whether a route takes `min_position`: only a read of read models can wait for them. */
export function takesMinPosition({ method, shows = [] }: Route): boolean {
  return method === 'GET' && shows.length > 0
}

/** Takes `min_position` out of the query where the route takes it; elsewhere it is a field like any other. */
export function takeMinPosition(
  route: Route,
  query: Readonly<Record<string, unknown>>,
): PositionedQuery {
  if (!takesMinPosition(route) || !('min_position' in query))
    return { query, minPosition: undefined }
  const { min_position: asked, ...rest } = query
  const minPosition =
    typeof asked === 'string' && /^\d{1,19}$/.test(asked) ? BigInt(asked) : largest + 1n
  if (minPosition <= largest) return { query: rest, minPosition }
  throw invalidField('min_position', 'must be a position: a decimal number')
}

/** Waits until every projection that a read shows has passed the position, or throws DECKLOG_PROJECTION_BEHIND. */
export async function waitForMinPosition(
  positions: ProjectionPositions,
  { shows = [] }: Route,
  { minPosition, signal }: { readonly minPosition: bigint; readonly signal: AbortSignal },
): Promise<void> {
  if (await positions.waitFor(shows, minPosition, budgetMs, signal)) return
  throw new DecklogError('DECKLOG_PROJECTION_BEHIND', 'The read model is not there yet.', {
    retryAfterSeconds: 1,
    extra: { projections: shows },
  })
}
