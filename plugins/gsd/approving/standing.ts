import type { Run } from '../run.ts'
import type { Step } from '../stage.ts'
import { isAhead, type Approval, type ApprovalPoint } from './approval-point.ts'
import { isAmong, isPerson, isSame } from './person.ts'

/** Whether a decision counts, and why not. */
export const approvalStates = [
  'counts',
  'expired',
  'void',
  'superseded',
  'own',
  'no_person',
] as const

export type ApprovalState = (typeof approvalStates)[number]

/** How an approval point stands. */
export interface PointStanding {
  readonly status: 'pending' | 'approved' | 'rejected'
  /** Approvals that count, by different people, oldest first. */
  readonly counted: readonly Approval[]
  /** When the last needed approval was given; null unless approved. */
  readonly approvedAt: string | null
}

/** When, and who moves the run on: nobody when it is only looked at. */
export interface Moment {
  readonly at: string
  readonly actor: string | null
}

type Judged = Pick<Run, 'approvals' | 'advancedBy' | 'completedAt'>

/** Judges a point: any rejection of its open request rejects; else so many different people must have approved. */
export function standingOf(point: ApprovalPoint, run: Judged, moment: Moment): PointStanding {
  const decided = run.approvals.filter(
    approval => approval.step === point.step && approval.round === point.round,
  )
  const counted = firstOfEach(
    decided.filter(approval => stateOf(approval, point, { run, moment }) === 'counts'),
  )
  if (decided.some(({ decision }) => decision === 'rejected'))
    return { status: 'rejected', counted: [], approvedAt: null }
  const last = counted[point.required - 1]
  return { status: last ? 'approved' : 'pending', counted, approvedAt: last?.decidedAt ?? null }
}

/** Judges one decision of an approver. */
export function stateOf(
  { actor, via, decision, expiresAt, round, voidedAt }: Approval,
  point: ApprovalPoint,
  { run, moment }: { readonly run: Judged; readonly moment: Moment },
): ApprovalState {
  if (round !== point.round) return 'superseded'
  if (decision === 'rejected') return 'counts'
  // A run was completed with what counted then.
  if (voidedAt !== null && (run.completedAt === null || voidedAt < run.completedAt)) return 'void'
  if (expiresAt !== null && expiresAt <= moment.at) return 'expired'
  if (takesPersons(point) && !isPerson(actor)) return 'no_person'
  const advancers = [...run.advancedBy, moment.actor ?? '']
  const own = isAmong(actor, advancers) || isAmong(via ?? '', advancers)
  return point.secondPerson === 'required' && own ? 'own' : 'counts'
}

/** Whether persons alone count: where there must be several, or one beside who runs it. */
export function takesPersons({
  required,
  secondPerson,
}: Pick<ApprovalPoint, 'required' | 'secondPerson'>): boolean {
  return required > 1 || secondPerson === 'required'
}

/**
 * Tells whether there is something to decide about a step: before a run that has not taken it, and behind one that it keeps from
 * going back, because its approval has expired, is void, or was rejected.
 */
export function isDecidable(run: Run, step: Step, at: string): boolean {
  if (isAhead(run, step)) return true
  const point = run.points.find(one => one.step === step)
  if (step === run.stage || point === undefined) return false
  return standingOf(point, run, { at, actor: null }).status !== 'approved'
}

function firstOfEach(approvals: readonly Approval[]): readonly Approval[] {
  return approvals.filter(
    ({ actor, decision }, index) =>
      decision === 'approved' && approvals.findIndex(other => isSame(other.actor, actor)) === index,
  )
}
