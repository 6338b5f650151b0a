import Joi from 'joi'
import { defineCursor, isPosition } from '../lists/cursor.ts'
import { pageQuery, type PageQuery } from '../lists/page.ts'
import type { Direction, EventFilter } from './event-filter.ts'
import type { Place } from './history-source.ts'

/** The query of a route of history, checked. */
export interface HistoryQuery extends PageQuery {
  readonly direction: Direction
  readonly type?: string
  readonly category?: string
  readonly stream?: string
  readonly actor?: string
  readonly correlation?: string
  readonly causation?: string
  readonly id?: string
  readonly time: EventFilter['time']
  readonly own?: EventFilter['own']
  readonly since?: Date
  readonly until?: Date
  readonly from_position?: string
  readonly to_position?: string
}

// The store's own streams hold its settings, not history.
const streamName = Joi.string().max(512).pattern(/^[^$]/, 'a stream that is not the store’s own')
const position = Joi.string()
  .max(19)
  .custom((text: string, { error }) =>
    isPosition(text) ? text : error('string.pattern.name', { name: 'a position' }),
  )

const eventId = Joi.string().guid().lowercase()

/** Schema of a stream's name in a path. */
export const streamSchema = streamName.required().description('Name of the stream.')

/** Query fields of every route of history. */
export const historyQuery = {
  ...pageQuery,
  direction: Joi.valid('forwards', 'backwards')
    .default('forwards')
    .description('`forwards`: oldest first. `backwards`: newest first.'),
  type: Joi.string()
    .max(2_000)
    .pattern(/^[A-Za-z0-9_.-]+(,[A-Za-z0-9_.-]+)*$/, 'event types, separated by commas')
    .description('Exact event types, separated by commas.'),
  actor: Joi.string().max(300).description('Who caused it, as `kind:id`: `person:ann`.'),
  correlation: Joi.string().max(200).description('The correlation id that its metadata carry.'),
  causation: eventId.description('Id of the event that it follows from, as its metadata say.'),
  id: eventId.description(
    'Only the event of this id; reading backwards from near it finds it soonest.',
  ),
  time: Joi.valid('recorded', 'received')
    .default('recorded')
    .description('Which time `since` and `until` are about.'),
  since: Joi.date().iso().description('Not before this time.'),
  until: Joi.date().iso().description('Before this time.'),
  from_position: position.description('At this position or after it.'),
  to_position: position.description('Before this position.'),
}

/** Query fields that only the whole ledger has. */
export const ledgerQuery = {
  stream: streamName.description('Only this stream.'),
  category: Joi.string()
    .max(200)
    .pattern(/^[^$-][^-]*$/, 'a category')
    .description('Only streams of this category: what stands before the first dash.'),
  own: Joi.valid('shown', 'hidden')
    .default('shown')
    .description(
      '`hidden`: without what Decklog writes for its own working, every half minute or so.',
    ),
}

/** The filter that a query asks for. */
export function filterOf(query: HistoryQuery): EventFilter {
  const { id, type, category, actor, correlation, causation, time, since, until } = query
  const { from_position: from, to_position: to, own = 'shown' } = query
  return {
    ...{ time, own },
    ...(id === undefined ? {} : { id }),
    ...(type === undefined ? {} : { types: type.split(',') }),
    ...(category === undefined ? {} : { category }),
    ...(actor === undefined ? {} : { actor }),
    ...(correlation === undefined ? {} : { correlation }),
    ...(causation === undefined ? {} : { causation }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(from === undefined ? {} : { fromPosition: BigInt(from) }),
    ...(to === undefined ? {} : { toPosition: BigInt(to) }),
  }
}

const ledgerPlace = defineCursor('events', { position: 'bigint' })
const streamPlace = defineCursor('stream', { position: 'bigint', revision: 'bigint' })

/** The cursor of a place, as the lists of the API have them; `stream`: in this stream. */
export function cursorOf(place: Place, stream: string | undefined): string {
  return stream === undefined ? ledgerPlace.write(place) : streamPlace.write(place, stream)
}

/** The place that `after` names; DECKLOG_VALIDATION when it is none of this ledger or stream. */
export function placeOf(after: string | undefined, stream: string | undefined): Place | undefined {
  if (stream !== undefined) return streamPlace.read(after, stream)
  const place = ledgerPlace.read(after)
  return place && { ...place, revision: null }
}
