import { subjectDigest } from '../approving/subject.ts'
import { citeGates } from '../gating/cite-gates.ts'
import { isOpen, rulesOf } from '../run.ts'
import { orderOf, stages, stepsBetween } from '../stage.ts'
import { needsReason } from './needs.ts'
import { refused, requireSteps } from './refused.ts'
import type { Rule } from './rule.ts'

/** A run enters another stage: with a release in order or for a reason, and past the gates and approvals of all on the way. */
export const moveStage: Rule = (run, context) => {
  const { stage: from, runId } = run
  const { stage: to = from, reason = null } = context.change
  const { at } = context.by
  if (to === from) return []
  if (rulesOf(run) === 'release') {
    if (!isOpen(run)) throw refused('run_completed', { run, at })
    if (run.status === 'blocked') throw refused('run_blocked', { run, at })
    if (needsReason(from, to) && reason === null) throw refused('reason_required', { run, at })
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
export const nameRelease: Rule = (run, { change: { releaseId }, by: { at } }) => {
  if (releaseId === undefined || releaseId === run.releaseId) return []
  if (!isOpen(run)) throw refused('run_completed', { run, at })
  if (stages.indexOf(run.stage) >= stages.indexOf('rollout'))
    throw refused('release_too_late', { run, at })
  const data = { runId: run.runId, releaseId, previousReleaseId: run.releaseId }
  return [{ type: 'gsd.ReleaseNamed', data }]
}

/** A completed run is taken up again by giving it another status. */
export const reopen: Rule = (run, { change: { status, reason = null }, by: { at } }) => {
  if (isOpen(run) || status === undefined || status === 'completed') return []
  if (rulesOf(run) === 'release' && reason === null) throw refused('reason_required', { run, at })
  return [{ type: 'gsd.RunReopened', data: { runId: run.runId, status, reason } }]
}

/** An open run gets another status; leaving `blocked` takes a reason where the rules hold. */
export const changeStatus: Rule = (run, { change: { status, reason = null }, by: { at } }) => {
  if (!isOpen(run) || status === undefined || status === 'completed') return []
  if (run.status === status) return []
  const held = rulesOf(run) === 'release' && run.status === 'blocked'
  if (held && reason === null) throw refused('reason_required', { run, at })
  const data = { runId: run.runId, from: run.status, to: status, reason }
  return [{ type: 'gsd.StatusChanged', data }]
}

/** What is blocked is freed before it moves; what becomes blocked moves first. */
export const unblock: Rule = (run, context) =>
  run.status === 'blocked' ? changeStatus(run, context) : []

/** A run completes: with every approval and all evidence it needs, and past the gates. */
export const complete: Rule = (run, context) => {
  const { runId, stage } = run
  const { status, reason = null } = context.change
  const { at } = context.by
  if (status !== 'completed' || !isOpen(run)) return []
  if (rulesOf(run) === 'release') {
    if (run.status === 'blocked') throw refused('run_blocked', { run, at })
    if (needsReason(stage, 'completion') && reason === null)
      throw refused('reason_required', { run, at })
  }
  requireSteps(run, stepsBetween(stage, 'completion'), context)
  const data = { runId, stage, reason, subjectDigest: subjectDigest(run) }
  return [...citeGates(run, 'completion', context), { type: 'gsd.RunCompleted', data }]
}
