import type { ApprovalWaived } from '../events.ts'
import { isOpen, rulesOf, type Run } from '../run.ts'
import type { Issued } from '../running/command.ts'
import { refused } from '../running/refused.ts'
import type { Step } from '../stage.ts'
import { requireOther } from './decide-approval.ts'
import { requireApprover } from './require-approver.ts'

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
