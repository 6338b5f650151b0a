import Joi, { type ObjectSchema } from 'joi'
import { duration, inputs } from '../../core/plugin-api.ts'
import { steps, type Step } from './stage.ts'

/** The facts of a run that a gate can be asked about. */
export const runFacts = ['board_id', 'release_id'] as const

/** A gate that a step asks. */
export interface MappedGate {
  readonly gate: string
  readonly about: readonly (typeof runFacts)[number][]
  readonly alsoAbout: readonly (typeof runFacts)[number][]
  readonly question: Readonly<Record<string, unknown>>
}

/** What a deny of a gate does. */
export type GateMode = 'enforce' | 'warn'

/** The section `plugins.gsd` of the configuration; durations in seconds. */
export interface GsdConfig {
  readonly organizationId: string | null
  readonly gates: Readonly<Record<Step, readonly MappedGate[]>>
  readonly gateModes: { readonly release: GateMode; readonly telemetry: GateMode }
  readonly longestBypass: number
  readonly requiredEvidence: readonly string[]
  readonly secondPerson: 'required' | 'where_asked'
  readonly roles: Readonly<Record<string, readonly string[]>>
}

const gate = (name: string, ...about: MappedGate['about']): MappedGate => ({
  gate: name,
  about,
  alsoAbout: [],
  question: {},
})

/** The gates that each step asks unless the configuration says otherwise. */
export const shippedGates: Readonly<Record<Step, readonly MappedGate[]>> = {
  planning: [],
  implementation: [],
  rollout: [gate('disk'), gate('continuity', 'board_id'), gate('images', 'release_id')],
  validation: [],
  hardening: [{ ...gate('verification', 'release_id'), alsoAbout: ['board_id'] }],
  completion: [{ ...gate('verification', 'release_id'), alsoAbout: ['board_id'] }],
}

const mappedGate = Joi.object({
  gate: Joi.string().required().description('Name of the gate.'),
  about: Joi.array()
    .items(Joi.valid(...runFacts))
    .unique()
    .default([])
    .description('Facts of the run it is asked about; a run that lacks one is not asked.'),
  alsoAbout: Joi.array()
    .items(Joi.valid(...runFacts))
    .unique()
    .default([])
    .description('Facts of the run that it is told too, where the run has them.'),
  question: Joi.object()
    .unknown()
    .default({})
    .description(
      'Fixed fields of the question, such as the `host` of gate disk or the `target` of gate verification.',
    ),
})

const mode = (fallback: GateMode): Joi.Schema =>
  Joi.valid('enforce', 'warn')
    .meta({ weaker: ['enforce', 'warn'] })
    .default(fallback)

/** Schema of the section `plugins.gsd`. */
export const gsdConfig: ObjectSchema<GsdConfig> = Joi.object({
  organizationId: inputs
    .uuid()
    .allow(null)
    .default(null)
    .meta({ judges: false })
    .description(
      '`organization_id` of runs that are created without one; made once where it is not set.',
    ),
  gates: Joi.object(
    Object.fromEntries(
      steps.map(step => [
        step,
        Joi.array()
          .items(mappedGate)
          .meta({ weaker: 'fewer', by: 'gate' })
          .default(shippedGates[step])
          .description(
            step === 'completion' ? 'Asked when a run completes.' : `Asked on entering ${step}.`,
          ),
      ]),
    ),
  )
    .default()
    .meta({ live: true })
    .description('The gates that each step asks; one that no plugin offers is not asked.'),
  gateModes: Joi.object({
    release: mode('enforce').description('For runs that name a release: a deny refuses.'),
    telemetry: mode('warn').description('For all others: a deny is recorded and shown.'),
  })
    .default()
    .meta({ live: true })
    .description('What a deny does.'),
  longestBypass: duration()
    .min(60)
    .default(86_400)
    .meta({ weaker: 'higher' })
    .description('Longest validity of a bypass.'),
  requiredEvidence: Joi.array()
    .items(Joi.string())
    .unique()
    .default([])
    .meta({ weaker: 'fewer', live: true })
    .description('Types of evidence that every run needs to complete.'),
  secondPerson: Joi.valid('required', 'where_asked')
    .default('where_asked')
    .meta({ weaker: ['required', 'where_asked'], live: true })
    .description(
      '`required`: who created or advanced a run never counts as its approver, nor sets its gates aside; else where an approval point asks for it.',
    ),
  roles: Joi.object()
    .pattern(Joi.string(), Joi.array().items(Joi.string()).min(1).meta({ weaker: 'more' }))
    .default({})
    .meta({ weaker: 'fewer', live: true })
    .description(
      'Who holds a role, as `person:<subject>`; of a role that is not listed any approver will do.',
    ),
})
