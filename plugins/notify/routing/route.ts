import Joi from 'joi'
import { alarmSeverities, type AlarmSeverity, duration, inputs } from '../../../core/plugin-api.ts'

/** Whom a route tells when an alarm has stood for so long, in seconds, and nobody looks after it. */
export interface RouteStep {
  readonly after: number
  readonly to: readonly string[]
}

/** Which alarms are told by steps. What it does not name matches all. */
export interface NotifyRoute {
  readonly name: string
  readonly kinds: readonly string[]
  readonly boards: readonly string[]
  readonly leastSeverity: AlarmSeverity
  readonly labels: Readonly<Record<string, string>>
  readonly steps: readonly RouteStep[]
}

const longestStep = 7 * 86_400
const name = Joi.string()
  .pattern(/^[a-z][a-z0-9]{0,39}$/)
  .messages({ 'string.pattern.base': 'must be one lower-case word' })

/** Labels to choose by: all that are named must be so. */
export const labelsSchema = Joi.object()
  .pattern(/^[a-z][a-z0-9_]{0,39}$/, Joi.string().trim().min(1).max(200))
  .max(8)

const step = Joi.object({
  after: duration()
    .min(0)
    .max(longestStep)
    .default(0)
    .meta({ weaker: 'higher' })
    .description('How long an alarm has stood, with nobody to look after it, when these are told.'),
  to: Joi.array()
    .items(name)
    .unique()
    .min(1)
    .required()
    .description('Names of the receivers that are told then.'),
})

/** Schema of one of `plugins.notify.routes`. */
export const routeSchema = Joi.object({
  name: name.required().description('Name of the route, as messages and events call it.'),
  kinds: Joi.array()
    .items(Joi.string().max(40))
    .unique()
    .default([])
    .description('Kinds of alarms that take it; none: all.'),
  boards: Joi.array()
    .items(inputs.uuid())
    .unique()
    .default([])
    .description('Ids of the boards whose alarms take it; none: all, and what is of no board.'),
  leastSeverity: Joi.valid(...alarmSeverities)
    .default('warning')
    .meta({ weaker: alarmSeverities })
    .description(
      'What is less severe does not take it; its steps count from when it is so severe.',
    ),
  labels: labelsSchema
    .default({})
    .description('Labels that an alarm has when it takes this route, such as `host: web01`.'),
  steps: Joi.array()
    .items(step)
    .unique('after')
    .min(1)
    .max(10)
    .required()
    .meta({ weaker: 'fewer' })
    .description('Who is told at once, and who later, while nobody looks after the alarm.'),
})
