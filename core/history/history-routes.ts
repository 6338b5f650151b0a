import Joi from 'joi'
import { DecklogError } from '../errors.ts'
import { defineRoute, type Answer, type Call, type Route } from '../http/route.ts'
import { linkNext } from '../lists/page.ts'
import { eventBody, eventBodySchema } from './event-body.ts'
import type { EventFilter } from './event-filter.ts'
import {
  cursorOf,
  filterOf,
  historyQuery,
  ledgerQuery,
  placeOf,
  streamSchema,
  type HistoryQuery,
} from './history-query.ts'
import { readHistory, type HistoryPage, type HistoryParts } from './read-history.ts'

// Each reads through the connection that everything else shares.
const mostAtOnce = 8

const response = Joi.object({
  events: Joi.array().items(eventBodySchema).required(),
  cursor: Joi.string()
    .allow(null)
    .required()
    .description('Goes on after this page as `after`, also when nothing more is there yet.'),
  complete: Joi.boolean()
    .required()
    .description(
      'False: there may be more, and `Link` names where to go on, even after a page without events.',
    ),
})
const base = { method: 'GET', asOf: 'taken', scope: 'audit', tags: ['history'], response } as const

type Read = (call: Call<unknown, HistoryQuery>, stream: string | undefined) => Promise<HistoryPage>

interface HistoryRoutesParts extends HistoryParts {
  /** The position behind which nothing is told; undefined: all is. */
  readonly until?: bigint | undefined
}

/** Routes that read the ledger itself, for the scope `audit`. */
export function historyRoutes(parts: HistoryRoutesParts): readonly Route[] {
  let running = 0
  const read: Read = async ({ query, caller, signal }, stream) => {
    if (caller.boards !== null) throw limitedToBoards()
    if (running >= mostAtOnce) throw busy()
    running += 1
    try {
      const { limit, direction, after } = query
      const place = placeOf(after, stream)
      return await readHistory(parts, {
        ...{ filter: upTo(filterOf(query), parts.until), limit, direction, signal },
        ...(stream === undefined ? {} : { stream }),
        ...(place === undefined ? {} : { after: place }),
      })
    } finally {
      running -= 1
    }
  }
  return [listEvents(read), showStream(read)]
}

function upTo(filter: EventFilter, until: bigint | undefined): EventFilter {
  const { toPosition } = filter
  if (until === undefined || (toPosition !== undefined && toPosition <= until)) return filter
  return { ...filter, toPosition: until + 1n }
}

function listEvents(read: Read): Route {
  return defineRoute<unknown, HistoryQuery>({
    ...base,
    path: '/api/v1/events',
    summary: 'Reads the events of the ledger in the order of commits, as they were recorded.',
    query: Joi.object({ ...historyQuery, ...ledgerQuery }).oxor('stream', 'category'),
    handle: async call =>
      answer(call.query, await read(call, call.query.stream), call.query.stream),
  })
}

function showStream(read: Read): Route {
  return defineRoute<{ readonly stream: string }, HistoryQuery>({
    ...base,
    path: '/api/v1/streams/{stream}',
    summary: 'Reads the events of one stream, as they were recorded.',
    params: Joi.object({ stream: streamSchema }),
    query: Joi.object(historyQuery),
    async handle(call) {
      const page = await read(call, call.params.stream)
      if (page.reached !== undefined || page.state === 'more')
        return answer(call.query, page, call.params.stream)
      throw new DecklogError('DECKLOG_NOT_FOUND', 'There is no event in this stream.')
    },
  })
}

function answer(
  query: HistoryQuery,
  { events, reached, state }: HistoryPage,
  stream: string | undefined,
): Answer {
  const cursor = reached && cursorOf(reached, stream)
  const headers = cursor && state === 'more' ? linkNext(query, cursor) : {}
  return {
    body: {
      events: events.map(eventBody),
      cursor: cursor ?? null,
      complete: state === 'complete',
    },
    headers,
  }
}

function limitedToBoards(): DecklogError {
  const message = 'History tells of every board; a token that is limited to boards cannot read it.'
  return new DecklogError('DECKLOG_FORBIDDEN', message)
}

function busy(): DecklogError {
  const message = 'Too many requests read history at once.'
  return new DecklogError('DECKLOG_RATE_LIMITED', message, { retryAfterSeconds: 1 })
}
