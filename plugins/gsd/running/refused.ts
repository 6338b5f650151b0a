import { DecklogError, formatActor } from '../../../core/plugin-api.ts'
import type { Run } from '../run.ts'
import type { Step } from '../stage.ts'
import { allowedNow, type Denied } from './allowed-now.ts'
import type { Deciding } from './command.ts'
import { needsOf, type Need } from './needs.ts'

/** Why the state of a run does not allow something. */
export const refusals = {
  already_started: 'This run has started before.',
  run_completed: 'The run has ended: reopen it first, by giving it another status.',
  run_blocked: 'The run is blocked: give it another status first, with a reason.',
  reason_required:
    'This needs a `reason`: a run that names a release does not skip, go back or end early without, and no run ends without success.',
  release_too_late:
    'A release is named in planning or implementation, before anything is rolled out: go back first.',
  step_passed: 'The run is past this step.',
  approval_pending: 'A required approval is missing, expired or void.',
  approval_rejected: 'A required approval was rejected: ask for it anew.',
  approval_not_asked: 'No approval of this step was asked for.',
  approval_weaker: 'An approval point can be made stricter, or waived by who may approve.',
  subject_changed: 'The release, the evidence or the rules are not what was looked at: look again.',
  subject_not_named:
    'Whoever decides on a run that names a release says what they have looked at: its `subject_digest`.',
  second_person_needed: 'Who created or advanced the run cannot decide this.',
  person_needed: 'This approval is decided by persons: a token of another kind does not count.',
  role_needed: 'This approval is for another role.',
  agent_cannot_approve: 'Agents cannot approve.',
  evidence_missing: 'Evidence that the run needs to complete is missing.',
  gate_denied: 'A gate denies this step.',
  gates_not_asked: 'The run moved on while its gates were asked: try again.',
} as const

/** A stable reason of a refusal. */
export type RefusalReason = keyof typeof refusals

interface Refusal {
  /** Further members of the problem document. */
  readonly extra?: Readonly<Record<string, unknown>>
  /** Says more than the reason does. */
  readonly detail?: string
  readonly denied?: readonly Denied[]
}

/** A DECKLOG_REFUSED that says why, and what is allowed now to who asked: of the run as it is recorded, since nothing of a refused command happens. */
export function refused(
  reason: RefusalReason,
  { before, by }: Pick<Deciding, 'before' | 'by'>,
  { extra = {}, detail = refusals[reason], denied = [] }: Refusal = {},
): DecklogError {
  const allowed = before === null ? [] : allowedNow(before, { by, denied })
  return new DecklogError('DECKLOG_REFUSED', detail, {
    extra: { ...extra, reason, allowed_now: allowed },
  })
}

/** Refuses unless a run has every approval and all evidence that steps need. */
export function requireSteps(run: Run, steps: readonly Step[], context: Deciding): void {
  const { actor, at } = context.by
  const needs = needsOf(run, steps, { at, actor: formatActor(actor) })
  const [first] = needs
  if (first) throw refused(reasonOf(first), context, { extra: { missing: needs } })
}

function reasonOf(need: Need): RefusalReason {
  if (need.what === 'evidence') return 'evidence_missing'
  return need.status === 'rejected' ? 'approval_rejected' : 'approval_pending'
}
