import type { Moment } from './as-of.ts'
import { get } from './client.ts'

/** Finds the moment that the page stands at; that it can be read may take a while, which is then said. */
export async function findMoment(signal: AbortSignal): Promise<Moment | undefined> {
  const { headers } = await get('/api/v1/boards', { query: { limit: 1 }, signal })
  const [position, at] = [headers.get('decklog-position'), headers.get('decklog-as-of')]
  return position === null || at === null ? undefined : { position, at: Date.parse(at) }
}

// Of up to 50,000 events each: a next one that is further away is not looked for.
const mostRequests = 20

/** A step from a position to the event after it or before it, of all or of one stream; from null, which is now, there is only one before. */
export interface Step {
  readonly from: string | null
  readonly way: 'after' | 'before'
  readonly stream: string | undefined
}

/** The place of the event that a step leads to, as all of the ledger holds it now; undefined when there is none. What Decklog writes for its own working is no step. */
export async function findStep(
  { from, way, stream }: Step,
  signal: AbortSignal,
): Promise<Moment | undefined> {
  const bound =
    way === 'before'
      ? { direction: 'backwards' as const, ...(from === null ? {} : { to_position: from }) }
      : { direction: 'forwards' as const, from_position: String(BigInt(from ?? 0) + 1n) }
  const query = { ...bound, own: 'hidden' as const, limit: 1, ...(stream ? { stream } : {}) }
  let after: string | undefined
  for (let requests = 0; requests < mostRequests; requests += 1) {
    const place = after === undefined ? {} : { after }
    const asked = { query: { ...query, ...place }, signal, moment: 'now' as const }
    const { body } = await get('/api/v1/events', asked)
    const [event] = body.events
    if (event) return { position: event.position, at: Date.parse(event.recorded_at) }
    if (body.complete || body.cursor === null) return undefined
    after = body.cursor
  }
  return undefined
}
