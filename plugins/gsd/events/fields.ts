import Joi from 'joi'
import { type Shape, shapes } from '../../../core/plugin-api.ts'
import { openStatuses, stages, steps, type OpenStatus, type Stage, type Step } from '../stage.ts'

/** The run of all examples. */
export const exampleRun = {
  runId: '0198c2f0-5a1e-7cc3-9d40-3f6f0f5b7a11',
  boardId: '5a0e3c9b-8c5f-4d8e-9b53-0d1a4c6f0001',
  releaseId: '3b1c7d0f9a5e4b6c8d2f1e0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c',
  subjectDigest: '9f2c1e7ab0d34456a8c9e0f1b2a3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5',
} as const

/** Which run. */
export const runId = shapes.text('Id of the run.', exampleRun.runId, schema => schema.uuid())

/** A sentence or some. */
export const prose = (description: string, example: string): Shape<string> =>
  shapes.text(description, example, schema => schema.max(4_000))

/** A name or a kind. */
export const word = (description: string, example: string): Shape<string> =>
  shapes.text(description, example, schema => schema.max(500))

/** A whole number from 1. */
export const ordinal = (description: string, example = 1): Shape<number> =>
  shapes.number(description, example, schema => schema.integer().min(1))

/** A stage of a run. */
export const stage = (description: string, example: Stage): Shape<Stage> =>
  shapes.oneOf(stages, description, example)

/** A status other than completed. */
export const openStatus = (description: string, example: OpenStatus): Shape<OpenStatus> =>
  shapes.oneOf(openStatuses, description, example)

/** What gates and approvals guard. */
export const step = (example: Step): Shape<Step> =>
  shapes.oneOf(steps, 'Entering a stage, or completing.', example)

/** Why something happened, where that can go unsaid. */
export const reason = (example: string | null = null): Shape<string | null> =>
  shapes.nullable(prose('Why; null when none was given.', ''), example)

/** An object of any fields. */
export const anyObject = (
  description: string,
  example: Readonly<Record<string, unknown>> = {},
): Shape<Readonly<Record<string, unknown>>> =>
  shapes.shape(Joi.object().unknown().description(description), example)
