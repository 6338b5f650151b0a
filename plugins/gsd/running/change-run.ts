import { decideOwner, noteOwner, requireOwner } from '../approving/owner-approval.ts'
import { requestApprovals } from '../approving/request-approvals.ts'
import { recordMetrics } from '../evidencing/record-metrics.ts'
import { replaceLinks } from '../evidencing/replace-links.ts'
import type { RunEvent } from '../events.ts'
import type { Run } from '../run.ts'
import { changeStatus, reopen, unblock } from './change-status.ts'
import type { RunCommand } from './command.ts'
import { complete } from './complete.ts'
import { denialsOf } from './denied.ts'
import { moveStage } from './move-stage.ts'
import { nameRelease, rename } from './name-run.ts'
import { applyRules, type Rule } from './rule.ts'

// Approvers decide on what the same change attaches, and a run moves and completes with what it then has.
const rules: readonly Rule[] = [
  reopen,
  rename,
  nameRelease,
  replaceLinks,
  recordMetrics,
  requestApprovals,
  requireOwner,
  decideOwner,
  noteOwner,
  unblock,
  moveStage,
  changeStatus,
  complete,
]

/** All that a change makes of a run. When gates refuse a step, nothing of it happens but that they did. */
export function changeRun(
  run: Run,
  command: Extract<RunCommand, { kind: 'change' | 'start' }>,
): readonly RunEvent[] {
  const { transitionRevision } = run
  const events = applyRules(run, rules, { ...command, transitionRevision })
  const denials = denialsOf(events)
  return denials.length > 0 ? denials : events
}
