import { DecklogError } from '../../../core/errors.ts'
import { formatActor } from '../../../core/event.ts'
import type { GateDecided, RunEvent } from '../events.ts'
import { isOpen, rulesOf, type Run } from '../run.ts'
import { type Stage, stages, type Status, statuses, type Step, stepsBetween } from '../stage.ts'
import { type Need, needsOf, needsReason } from './needs.ts'
import type { Context } from './rule.ts'

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
  subject_changed: 'The release or the evidence is not what was looked at: look again.',
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

/** A change that a run can make now, and what must come with it or before it. Gates are asked when it is tried. */
interface AllowedChange {
  readonly change: 'stage' | 'status'
  readonly to: Stage | Status
  readonly needs: readonly string[]
}

/** Every change of stage and status that a run can make. */
function allowedNow(run: Run, at: string): readonly AllowedChange[] {
  const reopening = rulesOf(run) === 'release' ? ['reason'] : []
  if (!isOpen(run)) return openings(run).map(to => ({ change: 'status', to, needs: reopening }))
  const moves = stages
    .filter(stage => stage !== run.stage)
    .map(to => ({ change: 'stage', to, needs: needsFor(run, to, at) }) as const)
  const unblocking = run.status === 'blocked' ? reopening : []
  const turns = openings(run).map(to => ({ change: 'status', to, needs: unblocking }) as const)
  const end = { change: 'status', to: 'completed', needs: needsFor(run, 'completion', at) } as const
  return [...moves, ...turns, end]
}

function openings({ status }: Run): readonly Status[] {
  return statuses.filter(other => other !== status && other !== 'completed')
}

function needsFor(run: Run, to: Step, at: string): readonly string[] {
  const held = rulesOf(run) === 'release'
  const lacking = needsOf(run, stepsBetween(run.stage, to), { at, actor: null })
  return [
    ...(held && run.status === 'blocked' ? ['unblocking'] : []),
    ...(held && needsReason(run.stage, to) ? ['reason'] : []),
    ...lacking.map(need =>
      need.what === 'approval' ? `approval:${need.step}` : `evidence:${need.type}`,
    ),
  ]
}

/** The decisions by which gates refused a step. */
export function denialsOf(events: readonly RunEvent[]): readonly GateDecided[] {
  return events.flatMap(event =>
    event.type === 'gsd.GateDecided' && event.data.effect === 'refused' ? [event] : [],
  )
}

/** The refusal that names the decisions of gates behind it. */
export function denied(
  denials: readonly GateDecided[],
  { run, at }: { readonly run: Run | null; readonly at: string },
): DecklogError {
  const decisions = denials.map(({ data: { decisionId, step, decision, gates } }) => ({
    ...{ id: decisionId, stage: step, decision, gates },
  }))
  return refused('gate_denied', { run, at, extra: { gate_decisions: decisions } })
}

/** Refuses unless a run has every approval and all evidence that steps need. */
export function requireSteps(run: Run, steps: readonly Step[], { by }: Context): void {
  const { at } = by
  const needs = needsOf(run, steps, { at, actor: formatActor(by.actor) })
  const [first] = needs
  if (first) throw refused(reasonOf(first), { run, at, extra: { missing: needs } })
}

function reasonOf(need: Need): RefusalReason {
  if (need.what === 'evidence') return 'evidence_missing'
  return need.status === 'rejected' ? 'approval_rejected' : 'approval_pending'
}
