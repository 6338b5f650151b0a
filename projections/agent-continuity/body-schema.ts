import Joi from 'joi'
import { targetSchema } from '../../plugins/continuity/answering/target-body.ts'
import { rhythmSchema } from '../../plugins/continuity/membership/rhythm.ts'
import { continuities, evidenceSignals, reasonNames } from '../../plugins/continuity/words.ts'
import { inputs } from '../../core/plugin-api.ts'

const id = inputs.uuid().required()
const requiredTime = inputs.time().required()
const seconds = Joi.number().integer().required()

const evidence = Joi.object({
  signal: Joi.valid(...evidenceSignals).required(),
  says: Joi.string().required().description('What it says.'),
  at: requiredTime.description('When it was seen.'),
  age_seconds: seconds.description('How long ago.'),
  event_id: id.description('The event that told it.'),
})

const fields = {
  agent_id: id,
  agent_name: Joi.string().required(),
  board_id: id,
  status: Joi.string().required().description('The last word of the agent about itself.'),
  continuity: Joi.valid(...continuities).required(),
  continuity_reason: Joi.valid(...reasonNames).required(),
  continuity_since: requiredTime.description('Since when it has been so.'),
  runtime_session_id: Joi.string().allow(null).required(),
  runtime_reachable: Joi.boolean()
    .allow(null)
    .required()
    .description('Null: the board has no runtime, or it is not known.'),
  last_seen_at: requiredTime.allow(null).description('When its last beat was received.'),
  heartbeat_age_seconds: seconds.allow(null).description('Null when it was never seen.'),
  stale_after_seconds: seconds.description('So long after its last beat it is stale.'),
  clock_skew_seconds: seconds
    .allow(null)
    .description('How far the last beat said it was sent ahead of when it was received.'),
  evidence: Joi.array().items(evidence).required().description('All that is known of it.'),
}

const counts = Joi.object(
  Object.fromEntries(continuities.map(name => [name, Joi.number().integer().required()])),
)

/** Schema of a board's snapshot. */
export const snapshotSchema = Joi.object({
  board_id: id,
  generated_at: requiredTime,
  runtime_error: Joi.string()
    .allow(null)
    .required()
    .description('Why the runtime of the board cannot be asked; null while it can be.'),
  counts: counts.required(),
  agents: Joi.array().items(Joi.object(fields)).required().description('In order of creation.'),
})

/** Schema of an agent by itself. */
export const agentSchema = Joi.object({
  ...fields,
  phase: Joi.valid('active', 'paused', 'retired').required(),
  heartbeat: rhythmSchema,
  probe: targetSchema.allow(null).required(),
  run_id: Joi.string().allow(null).required().description('The run it last said it worked on.'),
  created_at: requiredTime,
  updated_at: requiredTime,
})

/** Schema of a list of agents. */
export const agentListSchema = Joi.object({ agents: Joi.array().items(agentSchema).required() })
