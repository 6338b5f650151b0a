import Joi from 'joi'
import { defineRoute, type Route } from '../http/route.ts'
import type { BuildingStatus, ProjectionPositions, ProjectionStatus } from './projection-status.ts'

const building = Joi.object({
  generation: Joi.number().integer().required().description('Which building it is.'),
  position: Joi.string().required().description('Ledger position it has come to.'),
  events: Joi.number().integer().required().description('Events applied so far.'),
  events_per_second: Joi.number().required().allow(null).description('Over the last 20 s.'),
  seconds_left: Joi.number().required().allow(null).description('Until it is at the head.'),
  problem: Joi.string().required().allow(null).description('Why it stopped, if it did.'),
})

const status = Joi.object({
  name: Joi.string().required().description('Name of the projection.'),
  version: Joi.number().integer().required().description('Version that this process reads.'),
  generation: Joi.number().integer().required().description('Which building of that version.'),
  state: Joi.valid('building', 'live', 'degraded', 'stopped')
    .required()
    .description('`degraded`: events are parked. `stopped`: needs an operator.'),
  position: Joi.string().required().description('Ledger position it has come to.'),
  lag_events: Joi.number()
    .integer()
    .required()
    .allow(null)
    .description('Events that wait, counted up to about 1,000; null when not known.'),
  lag_seconds: Joi.number()
    .required()
    .allow(null)
    .description('Age of the oldest event that waits; null when not known.'),
  parked: Joi.number().integer().required().description('Events set aside.'),
  reason: Joi.string().required().allow(null).description('Why it is not simply live.'),
  building: building
    .required()
    .allow(null)
    .description('A table that is being built, beside the one that is read if there is one.'),
})

/** Routes that show how the projections are. */
export function createProjectionRoutes(positions: ProjectionPositions): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/v1/projections',
      scope: 'read',
      summary: 'Lists the projections with position, lag, state and parked events.',
      tags: ['projections'],
      response: Joi.object({ projections: Joi.array().items(status).required() }),
      handle: async () => ({ body: { projections: positions.status().map(toBody) } }),
    }),
  ]
}

function toBody(one: ProjectionStatus): object {
  return {
    name: one.name,
    version: one.version,
    generation: one.generation,
    state: one.state,
    position: one.position,
    lag_events: one.lagEvents,
    lag_seconds: one.lagSeconds,
    parked: one.parked,
    reason: one.reason ?? null,
    building: one.building ? toBuilding(one.building) : null,
  }
}

function toBuilding(one: BuildingStatus): object {
  return {
    generation: one.generation,
    position: one.position,
    events: one.events,
    events_per_second: one.eventsPerSecond,
    seconds_left: one.secondsLeft,
    problem: one.problem ?? null,
  }
}
