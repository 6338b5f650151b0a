import { citeGates } from '../gating/cite-gates.ts'
import { isOpen, rulesOf } from '../run.ts'
import { orderOf, stepsBetween } from '../stage.ts'
import { needsReason } from './needs-reason.ts'
import { refused } from './refused.ts'
import { requireSteps } from './require-steps.ts'
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
