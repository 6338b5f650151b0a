import Joi from 'joi'
import { decodeCursor, pageQuery, type PageCursor } from '../http/page.ts'
import { type DecklogError, invalidField } from '../errors.ts'
import type { Direction, EventFilter } from './event-filter.ts'
import type { Place } from './history-source.ts'

/** The query of a route of history, checked. */
export interface HistoryQuery {
  readonly limit: number
  readonly after?: string
  readonly direction: Direction
  readonly type?: string
  readonly category?: string
  readonly stream?: string
  readonly actor?: string
  readonly correlation?: string
  readonly time: EventFilter['time']
  readonly since?: Date
  readonly until?: Date
  readonly from_position?: string
  readonly to_position?: string
}

// The store's own streams hold its settings, not history.
const streamName = Joi.string().max(512).pattern(/^[^$]/, 'a stream that is not the store’s own')
const position = Joi.string().pattern(/^\d{1,18}$/, 'a position')

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
}

/** The filter that a query asks for. */
export function filterOf(query: HistoryQuery): EventFilter {
  const { type, category, actor, correlation, time, since, until } = query
  const { from_position: from, to_position: to } = query
  return {
    time,
    ...(type === undefined ? {} : { types: type.split(',') }),
    ...(category === undefined ? {} : { category }),
    ...(actor === undefined ? {} : { actor }),
    ...(correlation === undefined ? {} : { correlation }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(from === undefined ? {} : { fromPosition: BigInt(from) }),
    ...(to === undefined ? {} : { toPosition: BigInt(to) }),
  }
}

/** The cursor of a place, as the lists of the API have them. */
export function cursorOf({ position, revision }: Place): PageCursor {
  return { sort: String(position), id: revision === null ? '' : String(revision) }
}

/** The place that `after` names; DECKLOG_VALIDATION when it is none of this kind of history. */
export function placeOf(after: string | undefined, of: 'ledger' | 'stream'): Place | undefined {
  const cursor = decodeCursor(after)
  if (cursor === undefined) return undefined
  const { sort, id } = cursor
  const isNumber = (text: unknown): boolean => typeof text === 'string' && /^\d{1,18}$/.test(text)
  if (!isNumber(sort) || (of === 'stream' ? !isNumber(id) : id !== '')) throw otherCursor()
  return { position: BigInt(String(sort)), revision: id === '' ? null : BigInt(id) }
}

function otherCursor(): DecklogError {
  return invalidField('after', 'is not a cursor of this list')
}
