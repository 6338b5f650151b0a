import Joi, { type ObjectSchema } from 'joi'
import { duration } from '../../core/plugin-api.ts'

/** How runtimes and agents are probed; durations in seconds. */
export interface ProbeRules {
  readonly every: number
  readonly timeout: number
  readonly atOnce: number
  readonly maxBytes: number
}

/** The section `plugins.continuity` of the configuration; durations in seconds. */
export interface ContinuityConfig {
  readonly evaluateEvery: number
  readonly retention: number
  readonly denyAbovePercent: number
  readonly probes: ProbeRules
}

const HOUR = 3600

const probes = Joi.object({
  every: duration()
    .min(1)
    .default(30)
    .description('Time between two readings of a target that does not say another.'),
  timeout: duration()
    .min(0.1)
    .max(60)
    .default(5)
    .description('How long a target that does not say another may take to answer.'),
  atOnce: Joi.number()
    .integer()
    .min(1)
    .default(20)
    .description('Most probes under way at once, a quarter of them of one board.'),
  maxBytes: Joi.number()
    .integer()
    .min(1_024)
    .max(4_194_304)
    .default(65_536)
    .description(
      'So much of an answer is read; a list of sessions that is longer counts as malformed.',
    ),
})

/** Schema of the section `plugins.continuity`. */
export const continuityConfig: ObjectSchema<ContinuityConfig> = Joi.object({
  evaluateEvery: duration()
    .min(1)
    .default(15)
    .description('How often it is looked for agents whose standing has changed.'),
  retention: duration()
    .min(2 * HOUR)
    .default(48 * HOUR)
    .description(
      'How long heartbeats and readings of probes are kept, at least two hours; what they last showed stays.',
    ),
  denyAbovePercent: Joi.number()
    .min(0)
    .max(100)
    .default(50)
    .meta({ weaker: 'higher', live: true })
    .description('The gate denies when more than this share of the agents is unreachable.'),
  probes: probes.default().description('How runtimes and agents are probed.'),
})
