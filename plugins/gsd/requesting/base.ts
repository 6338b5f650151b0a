import Joi from 'joi'
import { uuid } from '../../../core/validation/fields.ts'

/** What the routes of runs have in common. */
export const base = { tags: ['gsd runs'], shows: ['gsd-runs', 'gsd-stage-times'] } as const

/** The run of a path. */
export const runParams = Joi.object({ run_id: uuid().required().description('Id of the run.') })

/** What a path names. */
export interface RunParams {
  readonly run_id: string
}
