import { subjectDigest } from '../approving/subject.ts'
import { citeGates } from '../gating/cite-gates.ts'
import type { RunEvent } from '../events.ts'
import type { Outcome } from '../events/stage-events.ts'
import { isOpen, rulesOf, type Run } from '../run.ts'
import { orderOf, stages, stepsBetween } from '../stage.ts'
import { needsReason } from './needs.ts'
import { refused, requireSteps } from './refused.ts'
import type { Context, Rule } from './rule.ts'

/** A run enters another stage: with a release in order or for a reason, and past the gates and approvals of all on the way. */
export const moveStage: Rule = (run, context) => {
  const { stage: from, runId } = run
  const { stage: to = from, reason = null } = context.change
  if (to === from) return []
  if (rulesOf(run) === 'release') {
    if (!isOpen(run)) throw refused('run_completed', context)
    if (run.status === 'blocked') throw refused('run_blocked', context)
    if (needsReason(from, to) && reason === null) throw refused('reason_required', context)
  }
  requireSteps(run, stepsBetween(from, to), context)
  const attempt = (run.attempts[to] ?? 0) + 1
  const data = { runId, from, to, attempt, order: orderOf(from, to), reason }
  return [...citeGates(run, to, context), { type: 'gsd.StageEntered', data }]
}

/** A run gets another name or iteration. */
export const rename: Rule = (run, { change }) => {
  const { runName = run.runName, iterationNumber = run.iterationNumber } = change
  if (runName === run.runName && iterationNumber === run.iterationNumber) return []
  return [{ type: 'gsd.RunRenamed', data: { runId: run.runId, runName, iterationNumber } }]
}

/** A run names its release, before anything of it is rolled out: later its gates and approvals would have been passed for another. */
export const nameRelease: Rule = (run, context) => {
  const { releaseId } = context.change
  if (releaseId === undefined || releaseId === run.releaseId) return []
  if (!isOpen(run)) throw refused('run_completed', context)
  if (stages.indexOf(run.stage) >= stages.indexOf('rollout'))
    throw refused('release_too_late', context)
  const data = { runId: run.runId, releaseId, previousReleaseId: run.releaseId }
  return [{ type: 'gsd.ReleaseNamed', data }]
}

/** A completed run is taken up again by giving it another status. */
export const reopen: Rule = (run, context) => {
  const { status, reason = null } = context.change
  if (isOpen(run) || status === undefined || status === 'completed') return []
  if (rulesOf(run) === 'release' && reason === null) throw refused('reason_required', context)
  return [{ type: 'gsd.RunReopened', data: { runId: run.runId, status, reason } }]
}

/** An open run gets another status; leaving `blocked` takes a reason where the rules hold. */
export const changeStatus: Rule = (run, context) => {
  const { status, reason = null } = context.change
  if (!isOpen(run) || status === undefined || status === 'completed') return []
  if (run.status === status) return []
  const held = rulesOf(run) === 'release' && run.status === 'blocked'
  if (held && reason === null) throw refused('reason_required', context)
  const data = { runId: run.runId, from: run.status, to: status, reason }
  return [{ type: 'gsd.StatusChanged', data }]
}

/** What is blocked is freed before it moves; what becomes blocked moves first. */
export const unblock: Rule = (run, context) =>
  run.status === 'blocked' ? changeStatus(run, context) : []

/** A run ends: with success by every approval and all evidence it needs, and past the gates; without success by a reason alone. */
export const complete: Rule = (run, context) => {
  const { status, outcome, reason = null } = context.change
  if (status !== 'completed') return []
  if (isOpen(run))
    return outcome === undefined || outcome === 'succeeded'
      ? succeed(run, context)
      : [ended(run, outcome, required(reason, context))]
  if (outcome === undefined || outcome === run.outcome) return []
  throw refused('run_completed', context)
}

function succeed(run: Run, context: Context): readonly RunEvent[] {
  const { stage } = run
  const { reason = null } = context.change
  if (rulesOf(run) === 'release') {
    if (run.status === 'blocked') throw refused('run_blocked', context)
    if (needsReason(stage, 'completion')) required(reason, context)
  }
  requireSteps(run, stepsBetween(stage, 'completion'), context)
  return [...citeGates(run, 'completion', context), ended(run, 'succeeded', reason)]
}

function ended(run: Run, outcome: Outcome, reason: string | null): RunEvent {
  const { runId, stage } = run
  return {
    type: 'gsd.RunCompleted',
    data: { runId, outcome, stage, reason, subjectDigest: subjectDigest(run) },
  }
}

function required(reason: string | null, context: Context): string {
  if (reason === null) throw refused('reason_required', context)
  return reason
}
