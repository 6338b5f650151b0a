import { v5 } from 'uuid'
import { requireApprover } from '../approving/require-approver.ts'
import type { GateBypassed } from '../events.ts'
import { isOpen, type Run } from '../run.ts'
import type { Issued, RunCommand } from '../running/command.ts'
import { refused } from '../running/refused.ts'

const namespace = 'b3f6a1c2-2f57-5d1e-8a40-6c9d1e7f0a51'

/** Sets the deny of gates of a step aside, for this release and for a while. */
export function setAside(
  run: Run,
  { step, gates, reason, expiresAt }: Extract<RunCommand, { kind: 'bypass' }>,
  { by }: Issued,
): readonly GateBypassed[] {
  const { at } = by
  const { runId, releaseId } = run
  requireApprover(run, by)
  if (!isOpen(run)) throw refused('run_completed', { run, at })
  const bypassId = v5(`${runId} ${run.bypasses.length}`, namespace)
  return [
    {
      type: 'gsd.GateBypassed',
      data: { runId, bypassId, step, gates, releaseId, reason, expiresAt },
    },
  ]
}
