import { DecklogError } from '../../../core/errors.ts'
import type { Run } from '../run.ts'
import { allowedNow } from './allowed-now.ts'

/** Why the state of a run does not allow something. */
export const refusals = {
  already_started: 'This run has started before.',
  run_completed: 'The run is completed: reopen it first, by giving it another status.',
  run_blocked: 'The run is blocked: give it another status first, with a reason.',
  reason_required: 'A run that names a release needs a `reason` for this.',
  release_too_late:
    'A release is named in planning or implementation, before anything is rolled out: go back first.',
  step_passed: 'The run is past this step.',
  approval_pending: 'A required approval is missing, expired or void.',
  approval_rejected: 'A required approval was rejected: ask for it anew.',
  approval_not_asked: 'No approval of this step was asked for.',
  approval_weaker: 'An approval point can be made stricter, or waived by who may approve.',
  second_person_needed: 'Who created or advanced the run cannot decide this.',
  role_needed: 'This approval is for another role.',
  agent_cannot_approve: 'Agents cannot approve.',
  evidence_missing: 'Evidence that the run needs to complete is missing.',
  gate_denied: 'A gate denies this step.',
  gates_not_asked: 'The run moved on while its gates were asked: try again.',
} as const

/** A stable reason of a refusal. */
export type RefusalReason = keyof typeof refusals

interface Refusal {
  readonly run: Run | null
  readonly at: string
  /** Further members of the problem document. */
  readonly extra?: Readonly<Record<string, unknown>>
}

/** A DECKLOG_REFUSED that says why and what is allowed now. */
export function refused(reason: RefusalReason, { run, at, extra = {} }: Refusal): DecklogError {
  const allowed = run === null ? [] : allowedNow(run, at)
  return new DecklogError('DECKLOG_REFUSED', refusals[reason], {
    extra: { ...extra, reason, allowed_now: allowed },
  })
}
