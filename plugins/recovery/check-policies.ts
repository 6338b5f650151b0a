import { DecklogError, type FieldError, type Healable } from '../../core/plugin-api.ts'
import type { RecoveryConfig } from './config.ts'
import type { Policy } from './policy.ts'
import { statesOf } from './planning/matching.ts'

/** Throws DECKLOG_CONFIG_INVALID when a policy is for what there is not, or has done what nobody can do; the message names each field. */
export function checkPolicies(
  { policies }: Pick<RecoveryConfig, 'policies'>,
  healables: readonly Healable[],
): void {
  const fields = policies
    .flatMap(policy => policyProblems(policy, healables))
    .map(({ field, message }) => ({ field: `plugins.recovery.${field}`, message }))
  if (fields.length === 0) return
  const message = fields.map(one => `${one.field}: ${one.message}`).join('; ')
  throw new DecklogError('DECKLOG_CONFIG_INVALID', message, { fields })
}

/** What of a policy does not fit what there is, by its place in the section. */
export function policyProblems(
  policy: Policy,
  healables: readonly Healable[],
): readonly FieldError[] {
  return problemsOf(policy, healables).map(({ field, message }) => ({
    field: `policies.${policy.name}.${field}`,
    message,
  }))
}

function problemsOf(policy: Policy, healables: readonly Healable[]): readonly FieldError[] {
  const healable = healables.find(({ kind }) => kind === policy.for.kind)
  if (!healable) {
    const known = healables.map(({ kind }) => kind).join(', ')
    return [{ field: 'for.kind', message: `nothing of this kind is healed; there are: ${known}` }]
  }
  return [
    ...unknownWords('for.states', statesOf(policy), healable.states),
    ...unknownWords('for.reasons', policy.for.reasons, healable.reasons ?? []),
    ...nodeProblems(policy, healable),
    ...ownProblems(policy, healable),
  ]
}

function unknownWords(
  field: string,
  words: readonly string[],
  known: readonly string[],
): readonly FieldError[] {
  const there = known.length === 0 ? 'this kind has none' : `there are: ${known.join(', ')}`
  return words
    .filter(word => !known.includes(word))
    .map(word => ({ field, message: `${word} is none; ${there}` }))
}

function nodeProblems({ node }: Policy, healable: Healable): readonly FieldError[] {
  if (node !== undefined || healable.node !== 'needed') return []
  return [{ field: 'node', message: `is needed: ${healable.kind} is on no machine that could act` }]
}

function ownProblems({ action: { own } }: Policy, healable: Healable): readonly FieldError[] {
  if (!own) return []
  const field = 'action.own'
  const actions = healable.actions ?? {}
  const found = Object.hasOwn(actions, own.name) ? actions[own.name] : undefined
  if (!found) {
    const known = Object.keys(actions).join(', ') || 'none'
    const message = `${healable.kind} has no action ${own.name}; there are: ${known}`
    return [{ field: `${field}.name`, message }]
  }
  const { error } = found.options.validate(own.with, { errors: { wrap: { label: false } } })
  return error ? [{ field: `${field}.with`, message: error.message }] : []
}
