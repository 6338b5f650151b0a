import { notFound } from '../../../core/errors.ts'
import type { EvidenceWithdrawn } from '../events.ts'
import { isOpen, type Run } from '../run.ts'
import { refused } from '../running/refused.ts'
import { evidenceIdOf } from './attach.ts'

/** Withdraws evidence that stands; what was withdrawn stays so, and what a completed run rests on stays too. */
export function withdraw(
  run: Run,
  { evidenceId, reason }: { readonly evidenceId: string; readonly reason: string },
  at: string,
): readonly EvidenceWithdrawn[] {
  const stands = run.evidence.some(one => one.evidenceId === evidenceId)
  if (!stands) return ignoreWithdrawn(run, evidenceId)
  if (!isOpen(run)) throw refused('run_completed', { run, at })
  return [{ type: 'gsd.EvidenceWithdrawn', data: { runId: run.runId, evidenceId, reason } }]
}

function ignoreWithdrawn({ runId, evidenceCount }: Run, evidenceId: string): readonly [] {
  for (let ordinal = 0; ordinal < evidenceCount; ordinal += 1)
    if (evidenceIdOf(runId, ordinal) === evidenceId) return []
  throw notFound('evidence')
}
