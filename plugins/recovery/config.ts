import { duration, Joi, type TakingPart } from '../../core/plugin-api.ts'
import { type HttpCall, list, type Policy, policy, word } from './policy.ts'

/** The section `plugins.recovery` of the configuration; durations in seconds. */
export interface RecoveryConfig {
  readonly interval: number
  readonly atOnce: number
  readonly settle: number
  readonly startWithin: number
  readonly deployWithin: number
  readonly httpHosts: readonly string[]
  readonly path: readonly string[]
  readonly policies: readonly Policy[]
  /** The gates that take part in healing by what is installed. */
  readonly gates: readonly AskedGate[]
}

/** The facts of an attempt that a gate can be asked about. */
export const attemptFacts = ['policy', 'kind', 'subject_id', 'host', 'board_id'] as const

/** A gate that is asked before an attempt. */
export interface AskedGate {
  readonly gate: string
  readonly about: readonly string[]
  readonly alsoAbout: readonly string[]
}

/** Schema of the section `plugins.recovery`, where these gates take part in healing. */
export function recoveryConfig(parts: readonly TakingPart[]): Joi.ObjectSchema<RecoveryConfig> {
  const gates = parts.map(({ gate, about = [], alsoAbout = [] }) => ({ gate, about, alsoAbout }))
  const derived = Joi.array()
    .items(Joi.object().unknown())
    .default(gates)
    .meta({ derived: true, weaker: 'fewer', by: 'gate' })
    .description('The gates that take part by what is installed; not to be set.')
  return section.keys({ gates: derived })
}

const section: Joi.ObjectSchema<RecoveryConfig> = Joi.object({
  interval: duration().min(1).max(60).default(5).description('How often it looks.'),
  atOnce: Joi.number()
    .integer()
    .min(1)
    .max(100)
    .default(3)
    .meta({ weaker: 'higher' })
    .description('Most attempts that are open at a time, of all policies together.'),
  settle: duration()
    .min(0)
    .default(120)
    .meta({ weaker: 'lower' })
    .description('Nothing is tried for so long after Decklog could not see.'),
  startWithin: duration().min(5).default(60).description('How long a machine has to take it up.'),
  deployWithin: duration()
    .min(0)
    .default(6 * 3_600)
    .description('A rollout holds healing back for so long after the last event of its run.'),
  httpHosts: list(word(255), 'Hosts that actions may call, as `name` or `name:port`.'),
  path: Joi.array()
    .items(Joi.string().pattern(/^\//, 'absolute path'))
    .max(32)
    .default([])
    .description('Folders in which programs are looked for, before those of PATH.'),
  policies: Joi.array()
    .items(policy)
    .max(500)
    .unique('name')
    .default([])
    .meta({ by: 'name' })
    .description('What is tried, when, and how often.'),
})
  .custom((config: RecoveryConfig, helpers) => {
    const stranger = config.policies.find(one => !isListed(one.action.http, config.httpHosts))
    return stranger ? helpers.error('http.unlisted', { name: stranger.name }) : config
  })
  .messages({
    'http.unlisted': '{#label}: policies.{#name}.action.http calls a host that httpHosts lacks',
  })

function isListed(http: HttpCall | undefined, hosts: readonly string[]): boolean {
  if (!http) return true
  const { host, hostname } = new URL(http.url)
  return hosts.includes(host) || hosts.includes(hostname)
}
