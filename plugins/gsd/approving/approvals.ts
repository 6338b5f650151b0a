import { v5 } from 'uuid'
import { DecklogError, formatActor, invalidField } from '../../../core/plugin-api.ts'
import type { ApprovalGiven, ApprovalRejected, ApprovalWaived } from '../events.ts'
import { isOpen, rulesOf, type Run } from '../run.ts'
import type { Deciding } from '../running/command.ts'
import { refused } from '../running/refused.ts'
import type { Step } from '../stage.ts'
import type { ApprovalPoint } from './approval-point.ts'
import { isAmong, isMember, isSame } from './person.ts'
import { isDecidable, standingOf, takesPersons } from './standing.ts'
import { changesSince, subjectBody, subjectDigest } from './subject.ts'

const namespace = '2c9b7f1e-4a63-5e0d-9b12-7d3a5f8e6c40'

/** What an approver says of a step. */
export interface Verdict {
  readonly step: Step
  readonly decision: 'approved' | 'rejected'
  readonly note: string | null
  /** Where the note is written. */
  readonly noteField: 'note' | 'owner_approval_note'
}

/** Decides an approval that is asked for. What is decided already stays as it is, with who decided it and when. */
export function decideApproval(
  run: Run,
  verdict: Verdict,
  context: Deciding,
): readonly (ApprovalGiven | ApprovalRejected)[] {
  const { at, actor } = context.by
  const point = run.points.find(({ step }) => step === verdict.step)
  if (!point) throw refused('approval_not_asked', context)
  const { status, counted } = standingOf(point, run, { at, actor: null })
  if (status === verdict.decision) return []
  requireApprover(context)
  requireDecidable(run, point, context)
  requireNamed(run, context)
  if (verdict.decision === 'rejected') return [rejected(run, point, verdict)]
  if (status === 'rejected') throw refused('approval_rejected', context)
  if (counted.some(one => isSame(one.actor, formatActor(actor)))) return []
  requireOther(run, point, context)
  return [given(run, point, { verdict, at })]
}

/** Refuses who created or advanced a run where an approval takes a second person, and who is none where it takes persons. */
export function requireOther(
  run: Run,
  point: Pick<ApprovalPoint, 'required' | 'secondPerson'>,
  context: Deciding,
): void {
  const { actor } = context.by
  const { via } = actor
  const own = [actor, ...(via ? [via] : [])].some(one => isAmong(formatActor(one), run.advancedBy))
  if (point.secondPerson === 'required' && own) throw refused('second_person_needed', context)
  if (takesPersons(point) && actor.kind !== 'person') throw refused('person_needed', context)
}

/** Refuses who has looked at something else than the run is now. */
export function requireSeen(run: Run, context: Deciding): void {
  const { seen } = context
  if (seen === null || seen.digest === subjectDigest(run)) return
  const changed = changesSince(seen.subject, run)
  throw refused('subject_changed', context, { extra: { ...subjectBody(run), changed } })
}

// A run that names a release is not decided on by who does not say what they have looked at.
function requireNamed(run: Run, context: Deciding): void {
  if (context.seen !== null || rulesOf(run) === 'telemetry') return
  throw refused('subject_not_named', context, { extra: subjectBody(run) })
}

function requireDecidable(run: Run, { step, role }: ApprovalPoint, context: Deciding): void {
  const { by } = context
  if (!isOpen(run)) throw refused('run_completed', context)
  if (!isDecidable(run, step, by.at)) throw refused('step_passed', context)
  requireRole(role, context)
}

// A role that is not configured is a name for whom to ask.
function requireRole(role: string | null, context: Deciding): void {
  const { by, policy } = context
  const held = role !== null && Object.hasOwn(policy.roles, role) ? policy.roles[role] : undefined
  if (held && !held.some(member => isMember(member, formatActor(by.actor))))
    throw refused('role_needed', context, { extra: { role } })
}

function given(
  run: Run,
  point: ApprovalPoint,
  { verdict: { note }, at }: { readonly verdict: Verdict; readonly at: string },
): ApprovalGiven {
  const { expiresAfterSeconds: seconds } = point
  const expiresAt =
    seconds === null ? null : new Date(Date.parse(at) + seconds * 1_000).toISOString()
  return { type: 'gsd.ApprovalGiven', data: { ...decided(run, point), note, expiresAt } }
}

function rejected(run: Run, point: ApprovalPoint, { note, noteField }: Verdict): ApprovalRejected {
  if (note !== null) return { type: 'gsd.ApprovalRejected', data: { ...decided(run, point), note } }
  throw invalidField(noteField, 'is needed to reject')
}

function decided(run: Run, { step, round }: ApprovalPoint) {
  const { runId, approvals } = run
  const approvalId = v5(`${runId} ${approvals.length}`, namespace)
  return { runId, approvalId, step, round, subjectDigest: subjectDigest(run) }
}

/** Refuses whoever may not approve: agents never, others without the scope. */
export function requireApprover(context: Deciding): void {
  const { actor, authority } = context.by
  if (actor.kind === 'agent') throw refused('agent_cannot_approve', context)
  if (authority === 'may_approve') return
  throw new DecklogError('DECKLOG_FORBIDDEN', 'This needs a token with the scope approve.')
}

/** Takes an approval point away: only for who may approve it. */
export function waiveApproval(
  run: Run,
  { step, reason }: { readonly step: Step; readonly reason: string | null },
  context: Deciding,
): readonly ApprovalWaived[] {
  const point = run.points.find(one => one.step === step)
  if (!point) return []
  requireApprover(context)
  if (!isOpen(run)) throw refused('run_completed', context)
  requireRole(point.role, context)
  requireOther(run, point, context)
  if (rulesOf(run) === 'release' && reason === null) throw refused('reason_required', context)
  return [{ type: 'gsd.ApprovalWaived', data: { runId: run.runId, step, reason } }]
}
