import { type DecklogError, invalidField } from '../../errors.ts'
import type { Route } from '../route.ts'
import { takesMinPosition } from './min-position.ts'

/** A query without core's own field, and the moment that the call is about. */
export interface DatedQuery {
  readonly query: Readonly<Record<string, unknown>>
  readonly asOf: string | undefined
}

/** What an answer says of the moment that it holds for. */
export const headersOfPast: readonly string[] = [
  'Decklog-Position',
  'Decklog-As-Of',
  'Decklog-Folded-By',
  'Decklog-Missing',
]

/** Tells whether a route takes `as_of`: a read of read models does, and what says so of itself. */
export function takesAsOf(route: Route): boolean {
  return takesMinPosition(route) || route.asOf === 'taken'
}

/** Takes `as_of` out of the query; DECKLOG_VALIDATION where it cannot be meant. */
export function takeAsOf(route: Route, query: Readonly<Record<string, unknown>>): DatedQuery {
  if (!('as_of' in query)) return { query, asOf: undefined }
  const { as_of: asOf, ...rest } = query
  if (route.asOf === 'ignored') return { query: rest, asOf: undefined }
  if (!takesAsOf(route)) throw notTaken(route)
  if ('min_position' in rest) throw invalidField('as_of', 'goes without min_position')
  if (typeof asOf === 'string') return { query: rest, asOf }
  throw invalidField('as_of', 'is given once')
}

function notTaken({ method }: Route): DecklogError {
  if (method !== 'GET') return invalidField('as_of', 'is for reads: what was cannot be changed')
  return invalidField('as_of', 'is not taken here: it reads nothing that can be read as it was')
}
