import { asOf } from '../../api/as-of.ts'
import { get } from '../../api/client.ts'
import { readJson } from '../../api/read-json.ts'

/** A part of Decklog itself, and how it is. */
export interface OwnPart {
  readonly name: string
  readonly state: string
  readonly reason: string | null
}

/** How Decklog itself is. */
export interface Own {
  readonly parts: readonly OwnPart[]
  /** How far the read model that is furthest behind is behind the ledger; null where that is not known. */
  readonly lagSeconds: number | null
}

/** Reads how the parts of Decklog itself are; of the past nothing is known of them. */
export async function readOwn(signal: AbortSignal): Promise<Own> {
  if (asOf.value !== null) return { parts: [], lagSeconds: null }
  // Its answer is the same whether it is ready or not, and a page that knows the one shows the other too.
  const answer = await fetch('/readyz', { signal, cache: 'no-store', credentials: 'omit' })
  const parts = partsOf(readJson(await answer.text()))
  const { body } = await get('/api/v1/projections', { signal })
  const lags = body.projections.map(({ lag_seconds: lag }) => lag ?? 0)
  return { parts, lagSeconds: Math.max(0, ...lags) }
}

/** The parts that `/readyz` tells of. */
export function partsOf(body: unknown): readonly OwnPart[] {
  if (!isRecord(body) || !Array.isArray(body['items'])) return []
  return body['items'].filter(isRecord).map(({ name, state, reason }) => ({
    name: String(name),
    state: String(state),
    reason: typeof reason === 'string' ? reason : null,
  }))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
