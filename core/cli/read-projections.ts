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
  readonly building: ListedBuilding | null
}

/** How far the building of a table is. */
export interface ListedBuilding {
  readonly generation: number
  readonly events: number
  readonly events_per_second: number | null
  readonly seconds_left: number | null
  readonly problem: string | null
}

const building = Joi.object({
  generation: Joi.number(),
  events: Joi.number(),
  events_per_second: Joi.number().allow(null),
  seconds_left: Joi.number().allow(null),
  problem: Joi.string().allow(null),
})

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
  building: building.allow(null).default(null).optional(),
})

/** Reads the projections of the running Decklog. */
export async function readProjections(api: ApiClient): Promise<readonly ListedProjection[]> {
  const answer = await api.get('/api/v1/projections')
  return readAnswer<{ projections: readonly ListedProjection[] }>(answer, {
    projections: Joi.array().items(projection),
  }).projections
}
