import Joi from 'joi'
import type { ApiClient } from './command.ts'
import { readAnswer } from './read-answer.ts'

/** A projection as the API lists it. */
export interface ListedProjection {
  readonly name: string
  readonly version: number
  readonly generation: number
  readonly state: string
  readonly position: string
  readonly lag_events: number | null
  readonly lag_seconds: number | null
  readonly parked: number
  readonly reason: string | null
}

const projection = Joi.object({
  name: Joi.string(),
  version: Joi.number(),
  generation: Joi.number(),
  state: Joi.string(),
  position: Joi.string(),
  lag_events: Joi.number().allow(null),
  lag_seconds: Joi.number().allow(null),
  parked: Joi.number(),
  reason: Joi.string().allow(null),
})

/** Reads the projections of the running Decklog. */
export async function readProjections(api: ApiClient): Promise<readonly ListedProjection[]> {
  const answer = await api.get('/api/v1/projections')
  return readAnswer<{ projections: readonly ListedProjection[] }>(answer, {
    projections: Joi.array().items(projection),
  }).projections
}
