import { v5 } from 'uuid'
import { DecklogError, invalidField } from '../../../core/errors.ts'
import { formatActor } from '../../../core/event.ts'
import type { ApprovalGiven, ApprovalRejected, ApprovalWaived } from '../events.ts'
import { isOpen, rulesOf, type Run } from '../run.ts'
import type { Issued, Issuer } from '../running/command.ts'
import { refused } from '../running/refused.ts'
import type { Step } from '../stage.ts'
import { type ApprovalPoint, isAhead } from './approval-point.ts'
import { isAmong, isMember, isSame } from './person.ts'
import { standingOf, takesPersons } from './standing.ts'
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
  issued: Issued,
): readonly (ApprovalGiven | ApprovalRejected)[] {
  const { at, actor } = issued.by
  const point = run.points.find(({ step }) => step === verdict.step)
  if (!point) throw refused('approval_not_asked', { run, at })
  const { status, counted } = standingOf(point, run, { at, actor: null })
  if (status === verdict.decision) return []
  requireApprover(run, issued.by)
  requireDecidable(run, point, issued)
  requireNamed(run, issued)
  if (verdict.decision === 'rejected') return [rejected(run, point, verdict)]
  if (status === 'rejected') throw refused('approval_rejected', { run, at })
  if (counted.some(one => isSame(one.actor, formatActor(actor)))) return []
  requireOther(run, point, issued)
  return [given(run, point, { verdict, at })]
}

/** Refuses who created or advanced a run where an approval takes a second person, and who is none where it takes persons. */
export function requireOther(run: Run, point: ApprovalPoint, { by: { actor, at } }: Issued): void {
  const own = isAmong(formatActor(actor), run.advancedBy)
  if (point.secondPerson === 'required' && own) throw refused('second_person_needed', { run, at })
  if (takesPersons(point) && actor.kind !== 'person') throw refused('person_needed', { run, at })
}

/** Refuses who has looked at something else than the run is now. */
export function requireSeen(run: Run, { seen, by: { at } }: Issued): void {
  if (seen === null || seen.digest === subjectDigest(run)) return
  const changed = changesSince(seen.subject, run)
  throw refused('subject_changed', { run, at, extra: { ...subjectBody(run), changed } })
}

// A run that names a release is not decided on by who does not say what they have looked at.
function requireNamed(run: Run, { seen, by: { at } }: Issued): void {
  if (seen !== null || rulesOf(run) === 'telemetry') return
  throw refused('subject_not_named', { run, at, extra: subjectBody(run) })
}

function requireDecidable(run: Run, { step, role }: ApprovalPoint, { by, policy }: Issued): void {
  const { at } = by
  if (!isOpen(run)) throw refused('run_completed', { run, at })
  if (!isAhead(run, step)) throw refused('step_passed', { run, at })
  const held = role !== null && Object.hasOwn(policy.roles, role) ? policy.roles[role] : undefined
  if (held && !held.some(member => isMember(member, formatActor(by.actor))))
    throw refused('role_needed', { run, at, extra: { role } })
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
export function requireApprover(run: Run, { actor, authority, at }: Issuer): void {
  if (actor.kind === 'agent') throw refused('agent_cannot_approve', { run, at })
  if (authority === 'may_approve') return
  throw new DecklogError('DECKLOG_FORBIDDEN', 'This needs a token with the scope approve.')
}

/** Takes an approval point away: only for who may approve it. */
export function waiveApproval(
  run: Run,
  { step, reason }: { readonly step: Step; readonly reason: string | null },
  issued: Issued,
): readonly ApprovalWaived[] {
  const { at } = issued.by
  const point = run.points.find(one => one.step === step)
  if (!point) return []
  requireApprover(run, issued.by)
  if (!isOpen(run)) throw refused('run_completed', { run, at })
  requireOther(run, point, issued)
  if (rulesOf(run) === 'release' && reason === null) throw refused('reason_required', { run, at })
  return [{ type: 'gsd.ApprovalWaived', data: { runId: run.runId, step, reason } }]
}
