import { type Moment, standingOf } from '../approving/standing.ts'
import type { Run } from '../run.ts'
import { orderOf, type Stage, type Step } from '../stage.ts'

/** Something that a run lacks for a step. */
export type Need =
  | {
      readonly what: 'approval'
      readonly step: Step
      readonly status: 'pending' | 'rejected'
      readonly given: number
      readonly required: number
    }
  | { readonly what: 'evidence'; readonly step: Step; readonly type: string }

/** What a run lacks for steps: approvals of each, and for completing the evidence. */
export function needsOf(run: Run, steps: readonly Step[], moment: Moment): readonly Need[] {
  return steps.flatMap(step => [
    ...approvalNeeds(run, step, moment),
    ...(step === 'completion' ? evidenceNeeds(run, step) : []),
  ])
}

function approvalNeeds(run: Run, step: Step, moment: Moment): readonly Need[] {
  const point = run.points.find(one => one.step === step)
  if (!point) return []
  const { status, counted } = standingOf(point, run, moment)
  if (status === 'approved') return []
  return [{ what: 'approval', step, status, given: counted.length, required: point.required }]
}

function evidenceNeeds(run: Run, step: Step): readonly Need[] {
  return run.requiredEvidence
    .filter(type => !isProven(run, type))
    .map(type => ({ what: 'evidence', step, type }))
}

/** Tells whether a step is out of order, so that a run held to the rules must say why. */
export function needsReason(from: Stage, to: Step): boolean {
  return to === 'completion' ? from !== 'hardening' : orderOf(from, to) !== 'forward'
}

// A verification is no proof by being there: the last one of what the run delivers has passed, and was made by Decklog.
function isProven({ evidence, verified, releaseId }: Run, type: string): boolean {
  if (type !== 'verification') return evidence.some(one => one.type === type)
  if (verified?.verdict !== 'passed' || verified.releaseId !== releaseId) return false
  return evidence.some(({ evidenceId }) => evidenceId === verified.evidenceId)
}
