import Joi, { type ObjectSchema } from 'joi'
import { duration } from '../../core/plugin-api.ts'
import { policyConfig, type PolicyConfig } from './policy/judging/policy-config.ts'

/** The section `plugins.release` of the configuration. */
export interface ReleaseConfig {
  readonly policy: PolicyConfig
  /** Seconds. */
  readonly tellWaiverBeforeEnd: number
}

/** Schema of the section `plugins.release`. */
export const releaseConfig: ObjectSchema<ReleaseConfig> = Joi.object({
  policy: policyConfig.description('The runtime image policy.'),
  tellWaiverBeforeEnd: duration()
    .min(0)
    .max(366 * 86_400)
    .default(7 * 86_400)
    .meta({ judges: false, live: true })
    .description('How long before a waiver of the policy ends people are told.'),
})
