import Joi, { type ObjectSchema } from 'joi'
import { duration, inputs, type TakingPart } from '../../core/plugin-api.ts'
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
  readonly gates: GatesByStep
  /** Those that take part in a step by what is installed, whatever `gates` says. */
  readonly defaultGates: GatesByStep
  readonly gateModes: { readonly release: GateMode; readonly telemetry: GateMode }
  readonly longestBypass: number
  readonly tellBeforeEnd: number
  readonly requiredEvidence: readonly string[]
  readonly secondPerson: 'required' | 'where_asked'
  readonly roles: Readonly<Record<string, readonly string[]>>
}

const occasionOf = (step: Step): string => `step:${step}`

/** The occasions of a run at which gates are asked: entering a step. */
export const stepOccasions: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  steps.map(step => [occasionOf(step), runFacts]),
)

type GatesByStep = Readonly<Record<Step, readonly MappedGate[]>>

/** The gates that each step asks unless the configuration says otherwise: those that take part in it. */
function defaultGatesOf(parts: readonly TakingPart[]): GatesByStep {
  const byStep = steps.map(
    step => [step, parts.filter(({ at }) => at === occasionOf(step))] as const,
  )
  const mapped = byStep.map(([step, own]) => [step, own.map(mappedOf)])
  return Object.fromEntries(mapped) as GatesByStep
}

function mappedOf({ gate, about = [], alsoAbout = [] }: TakingPart): MappedGate {
  return { gate, about: factsAmong(about), alsoAbout: factsAmong(alsoAbout), question: {} }
}

// No others can be asked about: core has checked that.
function factsAmong(named: readonly string[]): MappedGate['about'] {
  return named.flatMap(name => runFacts.find(fact => fact === name) ?? [])
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

/** Schema of the section `plugins.gsd`, where these gates take part in steps. */
export function gsdConfig(parts: readonly TakingPart[]): ObjectSchema<GsdConfig> {
  const defaultGates = defaultGatesOf(parts)
  return Joi.object({ ...gatesOf(defaultGates), ...settings })
}

const settings = {
  organizationId: inputs
    .uuid()
    .allow(null)
    .default(null)
    .meta({ judges: false })
    .description(
      '`organization_id` of runs that are created without one; made once where it is not set.',
    ),
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
  tellBeforeEnd: duration()
    .min(0)
    .default(3_600)
    .meta({ judges: false })
    .description('How long before an approval or a bypass ends people are told.'),
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
}

const gatesOf = (defaultGates: GatesByStep) => ({
  gates: Joi.object(
    Object.fromEntries(
      steps.map(step => [
        step,
        Joi.array()
          .items(mappedGate)
          .meta({ weaker: 'fewer', by: 'gate' })
          .default(defaultGates[step])
          .description(
            step === 'completion' ? 'Asked when a run completes.' : `Asked on entering ${step}.`,
          ),
      ]),
    ),
  )
    .default()
    .meta({ live: true })
    .description('The gates that each step asks; one that no plugin offers is not asked.'),
  defaultGates: Joi.object()
    .unknown()
    .default(defaultGates)
    .meta({ derived: true })
    .description('The gates that take part in each step by what is installed; not to be set.'),
})
