import Joi, { type ObjectSchema } from 'joi'

/** The section `plugins.release` of the configuration. */
export type ReleaseConfig = Readonly<Record<string, never>>

/** Schema of the section `plugins.release`. */
export const releaseConfig: ObjectSchema<ReleaseConfig> = Joi.object({})
