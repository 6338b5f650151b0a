import Joi from 'joi'
import { readAnswer } from '../../../core/cli/read-answer.ts'

/** A run as the API tells it, as far as commands print it. */
export interface ToldRun {
  readonly id: string
  readonly run_name: string
  readonly iteration_number: number
  readonly board_id: string | null
  readonly release_id: string | null
  readonly rules: string
  readonly stage: string
  readonly stage_attempt: number
  readonly status: string
  readonly status_reason: string | null
  readonly created_at: string
  readonly updated_at: string
  readonly rollout_evidence_links: readonly string[]
  readonly approvals: readonly {
    readonly stage: string
    readonly status: string
    readonly required: number
    readonly given: number
  }[]
  readonly gate_decisions: readonly {
    readonly id: string
    readonly stage: string
    readonly decision: string
    readonly effect: string
  }[]
}

const text = Joi.string().allow('')
const some = (fields: Readonly<Record<string, Joi.Schema>>): Joi.ArraySchema =>
  Joi.array().items(Joi.object(fields).options({ stripUnknown: true, presence: 'required' }))

/** The fields that commands take from a run. */
export const toldRunFields: Readonly<Record<keyof ToldRun, Joi.Schema>> = {
  id: text,
  run_name: text,
  iteration_number: Joi.number(),
  board_id: text.allow(null),
  release_id: text.allow(null),
  rules: text,
  stage: text,
  stage_attempt: Joi.number(),
  status: text,
  status_reason: text.allow(null),
  created_at: text,
  updated_at: text,
  rollout_evidence_links: Joi.array().items(text),
  approvals: some({ stage: text, status: text, required: Joi.number(), given: Joi.number() }),
  gate_decisions: some({ id: text, stage: text, decision: text, effect: text }),
}

/** Takes a run from an answer. */
export function readToldRun(answer: unknown): ToldRun {
  return readAnswer<ToldRun>(answer, toldRunFields)
}
