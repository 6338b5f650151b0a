import Joi from 'joi'
import { duration } from '../../../core/plugin-api.ts'

/** How it is seen whether a target still runs what was approved; durations in seconds. */
export interface DriftRules {
  readonly every: number
  /** The machine that alone looks, and runs `images.command`. */
  readonly host?: string
  readonly rolloutWithin: number
}

/** Schema of the part `drift` of a target. */
export const driftConfig = Joi.object({
  every: duration()
    .min(30)
    .default(300)
    .meta({ judges: false })
    .description('How often it is looked at.'),
  host: Joi.string()
    .max(255)
    .meta({ judges: false })
    .description('The machine whose Decklog looks, and runs `images.command`; else any one.'),
  rolloutWithin: duration()
    .min(0)
    .default(3_600)
    .meta({ weaker: 'higher' })
    .description('So long from its stage `rollout` on may a run change what runs, without drift.'),
})

interface Versioned {
  readonly version?: object
}

interface Telling {
  readonly drift?: DriftRules
  readonly images?: { readonly command?: readonly string[] }
  readonly openapi?: object
  readonly health: readonly Versioned[]
  readonly external?: Versioned
}

/** Refuses a target of which drift is to be seen, and that tells nothing of what runs. */
export function requireTelling<T extends Telling>(
  target: T,
  helpers: Joi.CustomHelpers,
): T | Joi.ErrorReport {
  if (!target.drift) return target
  const { images, openapi, health, external } = target
  const tells = images ?? openapi ?? [...health, external].find(one => one?.version)
  if (!tells) return helpers.error('drift.blind')
  const isHostless = images?.command !== undefined && target.drift.host === undefined
  return isHostless ? helpers.error('drift.host') : target
}
