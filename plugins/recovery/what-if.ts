import {
  type FieldError,
  type Healable,
  notValid,
  type Outcome,
  type Recorded,
  type WhatIf,
} from '../../core/plugin-api.ts'
import { policyProblems } from './check-policies.ts'
import type { RecoveryConfig } from './config.ts'
import { recoveryEvents } from './events.ts'
import { actionOf } from './judging-again/actions.ts'
import { isOfAttempt } from './judging-again/recorded.ts'
import { Replay } from './judging-again/replay.ts'
import type { Policy } from './policy.ts'

/** What began to ail longer ago than this before a range, and was never told of again, is not known. */
const lookBackSeconds = 7 * 86_400

/**
 * What other policies would have tried, suggested, held back and given up, by how things were recorded to stand. DECKLOG_VALIDATION where
 * one is for what there is not, or for what nobody can tell the past of.
 */
export function recoveryWhatIf(
  config: RecoveryConfig,
  inForce: RecoveryConfig,
  healables: readonly Healable[],
): WhatIf {
  const fields = config.policies.flatMap(policy => problemsOf(policy, healables))
  if (fields.length > 0) throw notValid(fields)
  const kinds = new Set(config.policies.map(policy => policy.for.kind))
  const followed = healables.filter(({ kind }) => kinds.has(kind))
  const types = followed.flatMap(({ past }) => past?.types ?? [])
  return {
    types: [...new Set([...Object.keys(recoveryEvents), 'core.ReceivingResumed', ...types])],
    lookBackSeconds,
    standsIn: () => undefined,
    asRecorded: () => ({ begin: () => [], take: recordedAction }),
    asSet: () => new Replay(config, inForce, followed),
  }
}

function problemsOf(policy: Policy, healables: readonly Healable[]): readonly FieldError[] {
  const found = policyProblems(policy, healables)
  const healable = healables.find(({ kind }) => kind === policy.for.kind)
  const message = 'whoever watches this kind does not tell how it stood in the past'
  const pastless = healable && !healable.past
  return [
    ...found.map(one => ({ ...one, field: `config.${one.field}` })),
    ...(pastless ? [{ field: `config.policies.${policy.name}.for.kind`, message }] : []),
  ]
}

function recordedAction(event: Recorded): readonly Outcome[] {
  const outcome = isOfAttempt(event) ? actionOf(event) : undefined
  return outcome ? [outcome] : []
}
