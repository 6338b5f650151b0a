import { version } from '../config/package-root.ts'
import type { EventCatalog } from '../events/event-catalog.ts'
import { DecklogError, invalidField } from '../errors.ts'
import type { Answer, Call, Route } from '../http/route.ts'
import type { ReadHost } from '../readmodel/read-host.ts'
import type { FindMoment, Moment } from './find-moment.ts'
import { describeMissing, missingAt } from './missing.ts'
import { createPastHost, type PastHostParts } from './past-host.ts'

// Each reads the ledger through the connection that everything else shares, and holds its rows in memory.
const mostAtOnce = 8

/** Makes the same route over a host whose read models stand at a position. */
export type Rebind = (host: ReadHost, position: bigint) => Route

/** Answers reads of read models as of an earlier moment. */
export interface Past {
  /** Handles a call of a route whose `as_of` this is; DECKLOG_VALIDATION when the route, or the moment, cannot be asked for. */
  handle(route: Route, asOf: string, call: Call): Promise<Answer>
}

interface PastParts extends PastHostParts {
  readonly findMoment: FindMoment
  readonly catalog: Pick<EventCatalog, 'limitsOf'>
  /** How a route is bound to another host; undefined when it cannot be. */
  rebindOf(route: Route): Rebind | undefined
}

/** Creates it. */
export function createPast(parts: PastParts): Past {
  let running = 0
  return {
    async handle(route, asOf, call) {
      const rebind = parts.rebindOf(route)
      if (!rebind)
        throw invalidField(
          'as_of',
          'is not taken here: it reads nothing that can be read as it was',
        )
      if (running >= mostAtOnce) throw busy()
      running += 1
      try {
        const moment = await parts.findMoment(asOf, call.signal)
        return await answer(parts, { moment, rebind, call })
      } finally {
        running -= 1
      }
    },
  }
}

interface Asked {
  readonly moment: Moment
  readonly rebind: Rebind
  readonly call: Call
}

async function answer(parts: PastParts, { moment, rebind, call }: Asked): Promise<Answer> {
  const past = createPastHost(parts, moment, call.signal)
  const answered = await rebind(past.host, moment.position).handle(call)
  const read = await past.read()
  const missing = missingAt(
    moment,
    read.map(({ categories }) => categories),
    { now: parts.present.clock.now(), limitsOf: parts.catalog.limitsOf },
  )
  return {
    ...answered,
    position: moment.position,
    headers: {
      ...answered.headers,
      ...withAsOf(answered.headers?.['link'], moment),
      'decklog-as-of': moment.at.toISOString(),
      'decklog-folded-by': version,
      ...(missing.length > 0 ? { 'decklog-missing': missing.map(describeMissing).join(', ') } : {}),
    },
  }
}

// The next page is of the same moment.
function withAsOf(
  link: string | undefined,
  { position }: Moment,
): Readonly<Record<string, string>> {
  return link === undefined ? {} : { link: link.replace('<?', `<?as_of=${position}&`) }
}

function busy(): DecklogError {
  const message = 'Too many requests read the past at once.'
  return new DecklogError('DECKLOG_RATE_LIMITED', message, { retryAfterSeconds: 1 })
}
