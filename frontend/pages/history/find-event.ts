import { get } from '../../api/client.ts'
import type { Event } from './events.ts'

// Of up to 50,000 events each: what is further away than a million events is not looked for.
const mostRequests = 20

/** Finds an event by its id, looking back from near it, and then from the head of the ledger; undefined when there is none. */
export async function findEvent(
  id: string,
  near: string | null,
  signal: AbortSignal,
): Promise<Event | undefined> {
  const bounds = near === null ? [{}] : [boundOf(near), {}]
  for (const bound of bounds) {
    const [found] = await look({ id, direction: 'backwards', limit: 1, ...bound }, signal)
    if (found) return found
  }
  return undefined
}

const slackMs = 60_000

// A time is that of what cites it, which came a moment later; a position is its own.
function boundOf(near: string): { readonly to_position?: string; readonly until?: string } {
  if (/^\d+$/.test(near)) return { to_position: String(BigInt(near) + 1n) }
  const time = Date.parse(near)
  return Number.isNaN(time) ? {} : { until: new Date(time + slackMs).toISOString() }
}

/** The events that led to one, from the first on; each names the one before it. */
export async function causesOf(event: Event, signal: AbortSignal): Promise<readonly Event[]> {
  const causes: Event[] = []
  for (let one = event; causes.length < mostCauses;) {
    const id = one.metadata['$causationId']
    if (id === undefined) break
    const [cause] = await look(
      { id, direction: 'backwards', limit: 1, to_position: one.position },
      signal,
    )
    if (!cause) break
    causes.unshift(cause)
    one = cause
  }
  return causes
}

const mostCauses = 10
const mostConsequences = 50

/** An event that followed from another, and through how many. */
export interface Consequence {
  readonly event: Event
  readonly depth: number
}

/** What followed from an event, and from that, in the order in which it was recorded. */
export async function consequencesOf(
  event: Event,
  signal: AbortSignal,
): Promise<readonly Consequence[]> {
  const found: Consequence[] = []
  const queue: Consequence[] = [{ event, depth: 0 }]
  for (let one = queue.shift(); one && found.length < mostConsequences; one = queue.shift()) {
    const events = await look(
      {
        causation: one.event.id,
        from_position: one.event.position,
        direction: 'forwards',
        limit: mostConsequences,
      },
      signal,
    )
    const depth = one.depth + 1
    const next = events.map(consequence => ({ event: consequence, depth }))
    found.push(...next)
    queue.push(...next)
  }
  return found.sort((a, b) => (BigInt(a.event.position) < BigInt(b.event.position) ? -1 : 1))
}

type Asked = NonNullable<Parameters<typeof get<'/api/v1/events'>>[1]>['query']

/** Looks through history until something is found, its end is reached, or it is enough. */
async function look(query: Asked, signal: AbortSignal): Promise<readonly Event[]> {
  let after: string | undefined
  for (let requests = 0; requests < mostRequests; requests += 1) {
    const place = after === undefined ? {} : { after }
    const { body } = await get('/api/v1/events', { query: { ...query, ...place }, signal })
    if (body.events.length > 0 || body.complete) return body.events
    after = body.cursor ?? undefined
  }
  return []
}
