import Joi from 'joi'
import { compareRules, ruleEffects, type RuleChange } from './compare-rules.ts'
import { rulesOf, type RecordedRules } from './rules-decider.ts'
import type { RulesRecording } from './rules-history.ts'

const digest = Joi.string().hex().length(64)
const text = Joi.string().required()
const code = Joi.object({
  version: text.description('Its version.'),
  digest: digest.required().description('SHA-256 of its code, as it runs.'),
}).required()

const change = Joi.object({
  path: text.description('The setting, its keys joined by dots.'),
  before: Joi.any().required().description('What it was; null when it was not there.'),
  after: Joi.any().required().description('What it is; null when it is no longer there.'),
  effect: Joi.valid(...ruleEffects)
    .required()
    .description('What that does to what is judged by it; `changed`: nobody has said.'),
})

const about = {
  plugin: text.description('Whose rules; `core` has some of its own.'),
  digest: digest.required().description('What is judged by them cites it.'),
  settings_digest: digest.required().description('SHA-256 of the settings alone.'),
  code: code.description('The code of the plugin.'),
  decklog: code.description('That of Decklog.'),
  gates: Joi.array().items(Joi.string()).required().description('The gates that it answers.'),
  machine: text.description('The machine that recorded them.'),
  recorded_at: Joi.string().isoDate().required(),
  event_id: text.description('The event that recorded them.'),
}

/** Rules with their settings. */
export const rulesSchema = Joi.object({
  ...about,
  settings: Joi.object().unknown().required().description('Every setting that judges.'),
  sources: Joi.array()
    .items(Joi.object({ path: text, from: text }))
    .required()
    .description('Where those stand that are no defaults.'),
})

/** Rules in force, and who judges by others. */
export const rulesInForceSchema = rulesSchema.keys({
  in_force_here: Joi.boolean()
    .required()
    .description('Whether the process that answers judges by them.'),
  machines: Joi.array()
    .items(Joi.object({ machine: text, digest: digest.required() }))
    .required()
    .description('The machines that do not all judge by the same; empty when all do.'),
})

/** One change of rules. */
export const rulesChangeSchema = Joi.object({
  ...about,
  previous_digest: digest.allow(null).required().description('The rules before; null: none.'),
  changes: Joi.array()
    .items(change.keys({ from: text.description('Where it was set, or `default`.') }))
    .required(),
  more_changes: Joi.number().integer().required().description('Changes that are not named.'),
  code_changed: Joi.valid('no', 'plugin', 'decklog', 'both').required(),
  others: Joi.array()
    .items(Joi.object({ machine: text, digest: digest.required() }))
    .required()
    .description('Machines that judged by other rules then.'),
})

/** What is not the same in two sets of rules. */
export const rulesDiffSchema = Joi.object({
  plugin: text,
  from: digest.required(),
  to: digest.required(),
  changes: Joi.array().items(change).required(),
  code_changed: Joi.valid('no', 'plugin', 'decklog', 'both').required(),
})

function aboutOf({ id, recordedAt, data }: RulesRecording): object {
  return {
    plugin: data.plugin,
    digest: data.digest,
    settings_digest: data.settingsDigest,
    code: data.rules.code,
    decklog: data.rules.decklog,
    gates: data.gates,
    machine: data.machine,
    recorded_at: recordedAt,
    event_id: id,
  }
}

/** Rules as the API shows them. */
export function rulesBody(recording: RulesRecording): object {
  const { rules, sources } = recording.data
  return { ...aboutOf(recording), settings: rules.settings, sources }
}

/** The same of those in force. */
export function rulesInForceBody(
  recording: RulesRecording,
  recorded: RecordedRules,
  here: string | undefined,
): object {
  const machines = Object.keys(recorded.own).map(machine => {
    return { machine, digest: rulesOf(recorded, machine) }
  })
  return { ...rulesBody(recording), in_force_here: recording.data.digest === here, machines }
}

/** A change as the API shows it. */
export function rulesChangeBody(recording: RulesRecording): object {
  const { previousDigest, changes, moreChanges, codeChanged, others } = recording.data
  return {
    ...aboutOf(recording),
    ...{ previous_digest: previousDigest, changes, more_changes: moreChanges },
    ...{ code_changed: codeChanged, others },
  }
}

/** What two sets of rules differ in; without a schema nobody can say what a change does. */
export function rulesDiffBody(
  from: RulesRecording,
  to: RulesRecording,
  schema: Joi.ObjectSchema = Joi.object(),
): object {
  const [before, after] = [from.data.rules, to.data.rules]
  const changes: readonly RuleChange[] = compareRules(schema, before.settings, after.settings)
  return {
    plugin: to.data.plugin,
    from: from.data.digest,
    to: to.data.digest,
    changes,
    code_changed: codeChangedOf(from, to),
  }
}

function codeChangedOf(from: RulesRecording, to: RulesRecording): string {
  const [before, after] = [from.data.rules, to.data.rules]
  const isPlugin = before.code.digest !== after.code.digest
  const isDecklog = before.decklog.digest !== after.decklog.digest
  if (isPlugin) return isDecklog ? 'both' : 'plugin'
  return isDecklog ? 'decklog' : 'no'
}
