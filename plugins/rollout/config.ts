import Joi, { type ObjectSchema } from 'joi'
import { duration, type TakingPart } from '../../core/plugin-api.ts'
import { type GateCheck, type Target, targetConfig, verifiedFacts } from './target-config.ts'

/** The section `plugins.rollout` of the configuration; durations in seconds. */
export interface RolloutConfig {
  readonly defaultTarget: string
  readonly targets: Readonly<Record<string, Target>>
  readonly gateWithin: number
  /** The gates that take part in a verification by what is installed, in the order in which they are told. */
  readonly gateChecks: readonly GateCheck[]
}

/** Schema of the section `plugins.rollout`, where these gates take part in verifications. */
export function rolloutConfig(parts: readonly TakingPart[]): ObjectSchema<RolloutConfig> {
  const gateChecks = parts.map(({ gate, about = [], alsoAbout = [] }) => ({
    ...{ gate, about: factsAmong(about), alsoAbout: factsAmong(alsoAbout) },
  }))
  return sectionOf(gateChecks)
}

// No others can be asked about: core has checked that.
function factsAmong(named: readonly string[]): GateCheck['about'] {
  return named.flatMap(name => verifiedFacts.find(fact => fact === name) ?? [])
}

const sectionOf = (gateChecks: readonly GateCheck[]): ObjectSchema<RolloutConfig> =>
  Joi.object({
    defaultTarget: Joi.string()
      .default('self')
      .meta({ live: true })
      .description('What a verification without a target verifies; `self` is this Decklog.'),
    targets: Joi.object()
      .pattern(
        Joi.string()
          .pattern(/^[a-z][a-z0-9-]{0,39}$/)
          .invalid('self'),
        targetConfig(gateChecks),
      )
      .default({})
      .meta({ live: true })
      .description('What is rolled out to, by name.'),
    gateWithin: duration()
      .min(60)
      .default(7 * 86_400)
      .meta({ weaker: 'higher', live: true })
      .description('How old the verification may be that opens the gate `verification`.'),
    gateChecks: Joi.array()
      .items(Joi.object().unknown())
      .default(gateChecks)
      .meta({ derived: true, weaker: 'fewer', by: 'gate' })
      .description('The gates that take part by what is installed; not to be set.'),
  })
    .custom((config: RolloutConfig, helpers) =>
      config.defaultTarget === 'self' || Object.hasOwn(config.targets, config.defaultTarget)
        ? config
        : helpers.error('target.unknown'),
    )
    .messages({ 'target.unknown': '{#label}: defaultTarget names no target' })

/** The target whose verification gates and the list of releases ask about: the configured default, or the only one there is. */
export function gateTargetOf({ defaultTarget, targets }: RolloutConfig): string {
  const [only, ...others] = Object.keys(targets)
  return defaultTarget === 'self' && only !== undefined && others.length === 0
    ? only
    : defaultTarget
}
