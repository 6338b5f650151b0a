import Joi, { type ObjectSchema } from 'joi'
import { policyConfig, type PolicyConfig } from './policy/judging/policy-config.ts'

/** The section `plugins.release` of the configuration. */
export interface ReleaseConfig {
  readonly policy: PolicyConfig
}

/** Schema of the section `plugins.release`. */
export const releaseConfig: ObjectSchema<ReleaseConfig> = Joi.object({
  policy: policyConfig.description('The runtime image policy.'),
})
