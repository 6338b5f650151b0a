import Joi, { type ObjectSchema } from 'joi'
import { stages, statuses, steps } from '../stage.ts'

/** An object whose every field is required unless it says otherwise: an event tells all or is refused. */
export function record(fields: Readonly<Record<string, Joi.Schema>>): ObjectSchema {
  return Joi.object(fields).prefs({ presence: 'required' })
}

/** The fields that several events share. */
export const fields = {
  runId: Joi.string().uuid().description('Id of the run.'),
  id: Joi.string().uuid(),
  time: Joi.string().isoDate(),
  text: Joi.string().max(4_000),
  word: Joi.string().max(500),
  sha256: Joi.string().hex().length(64),
  revision: Joi.number().integer().min(-1),
  count: Joi.number().integer().min(1),
  stage: Joi.valid(...stages),
  openStatus: Joi.valid(...statuses.filter(status => status !== 'completed')),
  step: Joi.valid(...steps).description('Entering a stage, or completing.'),
  reason: Joi.string().max(4_000).allow(null).description('Why; null when none was given.'),
  decision: Joi.valid('allow', 'warn', 'deny'),
} as const

/** The run of all examples. */
export const exampleRun = {
  runId: '0198c2f0-5a1e-7cc3-9d40-3f6f0f5b7a11',
  boardId: '5a0e3c9b-8c5f-4d8e-9b53-0d1a4c6f0001',
  releaseId: '3b1c7d0f9a5e4b6c8d2f1e0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c',
  subjectDigest: '9f2c1e7ab0d34456a8c9e0f1b2a3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5',
} as const
