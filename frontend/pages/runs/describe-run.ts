import { describeSpan } from '../../words/durations.ts'
import type { Level } from '../../words/levels.ts'

/** What of a run decides how it is told. */
export interface ToldRun {
  readonly stage: string
  readonly status: string
  readonly outcome: string | null
  readonly status_reason: string | null
  readonly stage_entered_at: string
  readonly completed_at: string | null
  readonly ended_by: string | null
  readonly approvals: readonly AskedApproval[]
  readonly gate_decisions: readonly {
    readonly stage: string
    readonly effect: string
    readonly decided_at: string
    readonly gates: readonly { readonly gate: string; readonly decision: string }[]
  }[]
}

interface AskedApproval {
  readonly stage: string
  readonly status: string
  readonly required: number
  readonly given: number
  readonly role: string | null
  readonly requested_at: string
}

/** The stages of a run, in their order. */
export const stages = ['planning', 'implementation', 'rollout', 'validation', 'hardening'] as const

/** How a run stands: a level, and the rest of the sentence `checkout #14 …`. */
export interface Standing {
  readonly level: Level
  readonly text: string
}

/** Says in one sentence how a run stands, and whom it waits for. */
export function describeRun(run: ToldRun, now: number): Standing {
  if (run.status === 'completed') return ended(run)
  if (run.status === 'blocked')
    return { level: 'critical', text: `is blocked in ${run.stage}${because(run.status_reason)}` }
  const refused = refusedStep(run)
  const wanted = approvalInTheWay(run)
  if (wanted?.status === 'rejected')
    return {
      level: 'critical',
      text: `is in ${run.stage}, and ${stepWords(wanted.stage)} was rejected`,
    }
  if (refused)
    return {
      level: 'critical',
      text: `is in ${run.stage}; ${namesOf(refused.gates)} refused ${stepWords(refused.stage)}, ${describeSpan(refused.decided_at, now)} ago`,
    }
  if (wanted)
    return {
      level: 'warning',
      text: `is in ${run.stage}, and waits for ${approvalsWords(wanted)} before ${stepWords(wanted.stage)}, for ${describeSpan(wanted.requested_at, now)}`,
    }
  if (run.status === 'queued') return { level: 'ok', text: `is queued in ${run.stage}` }
  return { level: 'ok', text: `is in ${run.stage}, for ${describeSpan(run.stage_entered_at, now)}` }
}

/** The approval that the next step of a run asks for, or an earlier one that no longer counts; undefined when none is in the way. */
export function approvalInTheWay<T extends AskedApproval>(
  run: Pick<ToldRun, 'stage' | 'status'> & { readonly approvals: readonly T[] },
): T | undefined {
  if (run.status === 'completed') return undefined
  const order: readonly string[] = [...stages, 'completion']
  const next = order[order.indexOf(run.stage) + 1]
  return run.approvals.find(({ stage, status }) => stage === next && status !== 'approved')
}

/** The step that gates refused last, while nothing has freed it. */
export function refusedStep<T extends { readonly effect: string; readonly stage: string }>(run: {
  readonly gate_decisions: readonly T[]
  readonly stage: string
  readonly status: string
}): T | undefined {
  if (run.status === 'completed') return undefined
  const order: readonly string[] = [...stages, 'completion']
  const ahead = order.slice(order.indexOf(run.stage) + 1)
  return run.gate_decisions.find(one => one.effect === 'refused' && ahead.includes(one.stage))
}

/** `entering rollout`, `completing`. */
export function stepWords(step: string): string {
  return step === 'completion' ? 'completing' : `entering ${step}`
}

/** `2 approvals by owner`, `an approval`, with what has been given. */
export function approvalsWords({ required, given, role }: AskedApproval): string {
  const whose = role === null ? '' : ` by ${role}`
  const many = required === 1 ? `an approval${whose}` : `${required} approvals${whose}`
  return given === 0 ? many : `${many}, of which ${given} ${given === 1 ? 'is' : 'are'} given,`
}

/** What a run is called: `checkout #14`. */
export function nameOf(run: {
  readonly run_name: string
  readonly iteration_number: number
}): string {
  return `${run.run_name === '' ? 'A run without a name' : run.run_name} #${run.iteration_number}`
}

/** Who, without what kind: `ci` for `service:ci`. */
export function whoOf(actor: string): string {
  return actor.slice(actor.indexOf(':') + 1)
}

function ended({ outcome, status_reason: reason, ended_by: by }: ToldRun): Standing {
  const who = by === null ? '' : ` by ${whoOf(by)}`
  if (outcome === null || outcome === 'succeeded')
    return { level: 'ok', text: `was completed${who}` }
  return {
    level: outcome === 'failed' ? 'critical' : 'unknown',
    text: `ended ${outcome}${who}${because(reason)}`,
  }
}

function because(reason: string | null): string {
  return reason === null || reason === '' ? '' : `: ${reason}`
}

function namesOf(gates: readonly { readonly gate: string; readonly decision: string }[]): string {
  const denied = gates.filter(({ decision }) => decision === 'deny').map(({ gate }) => gate)
  return denied.length === 1 ? `the gate ${denied[0]}` : `the gates ${denied.join(', ')}`
}
