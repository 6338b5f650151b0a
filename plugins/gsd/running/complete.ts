import { subjectDigest } from '../approving/subject-digest.ts'
import { citeGates } from '../gating/cite-gates.ts'
import { isOpen, rulesOf } from '../run.ts'
import { stepsBetween } from '../stage.ts'
import { needsReason } from './needs-reason.ts'
import { refused } from './refused.ts'
import { requireSteps } from './require-steps.ts'
import type { Rule } from './rule.ts'

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
