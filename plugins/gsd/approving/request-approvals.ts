import type { ApprovalTerms } from '../events/approval-events.ts'
import type { ApprovalRequested } from '../events.ts'
import { isOpen, type Run } from '../run.ts'
import type { ApprovalAsked } from '../running/command.ts'
import { refused } from '../running/refused.ts'
import type { Context, Rule } from '../running/rule.ts'
import type { ApprovalPoint } from './approval-point.ts'
import { isDecidable, standingOf } from './standing.ts'

/** Approval is asked for at steps ahead; asking anew opens a new round, and terms can only become stricter. */
export const requestApprovals: Rule = (run, context) =>
  (context.change.approvals ?? []).flatMap(asked => request(run, asked, context))

/** Asks for one approval, unless the same is asked for already and still open or given. */
export function request(
  run: Run,
  { step, ...asked }: ApprovalAsked,
  context: Context,
): readonly ApprovalRequested[] {
  const {
    by: { at },
    policy,
  } = context
  const secondPerson = policy.secondPerson === 'required' ? 'required' : asked.secondPerson
  const terms = { ...asked, secondPerson }
  const point = run.points.find(one => one.step === step)
  if (point && isSame(point, terms) && isGood(point, run, at)) return []
  if (!isOpen(run)) throw refused('run_completed', context)
  if (!isDecidable(run, step, at)) throw refused('step_passed', context)
  if (point && isWeaker(terms, point)) throw refused('approval_weaker', context)
  return [requested(run, step, terms)]
}

/** A request for a step, of the round after all before. */
export function requested(
  { runId, points, approvals }: Run,
  step: ApprovalAsked['step'],
  { required, role, secondPerson, expiresAfterSeconds }: ApprovalTerms,
): ApprovalRequested {
  const rounds = [...points, ...approvals].filter(one => one.step === step).map(one => one.round)
  const terms = { required, role, secondPerson, expiresAfterSeconds }
  const round = Math.max(0, ...rounds) + 1
  return { type: 'gsd.ApprovalRequested', data: { runId, step, round, ...terms, note: null } }
}

function isSame(a: ApprovalTerms, b: ApprovalTerms): boolean {
  return (
    a.required === b.required &&
    a.role === b.role &&
    a.secondPerson === b.secondPerson &&
    a.expiresAfterSeconds === b.expiresAfterSeconds
  )
}

function isWeaker(terms: ApprovalTerms, than: ApprovalTerms): boolean {
  return (
    terms.required < than.required ||
    (than.role !== null && terms.role !== than.role) ||
    (than.secondPerson === 'required' && terms.secondPerson !== 'required') ||
    (terms.expiresAfterSeconds ?? Infinity) > (than.expiresAfterSeconds ?? Infinity)
  )
}

// Approvals that no longer count are asked for anew; those that do are left alone.
function isGood(point: ApprovalPoint, run: Run, at: string): boolean {
  const { status, counted } = standingOf(point, run, { at, actor: null })
  const given = run.approvals.filter(one => one.step === point.step && one.round === point.round)
  return status === 'approved' || given.length === counted.length
}
