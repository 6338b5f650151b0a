import { isDeepStrictEqual } from 'node:util'
import { v5 } from 'uuid'
import { digestOf, notFound } from '../../../core/plugin-api.ts'
import type { EvidenceContent } from '../events/evidence-events.ts'
import type { EvidenceAttached, EvidenceWithdrawn } from '../events.ts'
import { isOpen, type Run } from '../run.ts'
import type { Deciding } from '../running/command.ts'
import { refused } from '../running/refused.ts'
import type { Rule } from '../running/rule.ts'
import type { Stage } from '../stage.ts'

const namespace = 'e7d1c0a4-5b82-5f3e-8c67-1a9f4d2b6e30'

interface Attaching {
  readonly stage: Stage
  readonly verificationId: string | null
  /** How many were attached to the run before. */
  readonly ordinal: number
}

/** Digest of a proof. */
export function evidenceDigest({ type, title, url, predicate, subject }: EvidenceContent): string {
  return digestOf({ type, title, url, predicate, subject })
}

/** Attaches a proof to a run, unless the same stands already. */
export function attach(run: Run, content: EvidenceContent): readonly EvidenceAttached[] {
  const digest = evidenceDigest(content)
  if (run.evidence.some(one => one.digest === digest)) return []
  return [
    attached(run, content, {
      stage: run.stage,
      verificationId: null,
      ordinal: run.evidenceCount,
    }),
  ]
}

/** A proof of a run, identified by how many there were before it. */
export function attached(
  { runId }: Run,
  { type, title, url, predicate, subject }: EvidenceContent,
  { stage, verificationId, ordinal }: Attaching,
): EvidenceAttached {
  const content = { type, title, url, predicate, subject }
  const evidenceId = evidenceIdOf(runId, ordinal)
  return {
    type: 'gsd.EvidenceAttached',
    data: {
      ...{ runId, evidenceId, ...content },
      ...{ digest: evidenceDigest(content), stage, verificationId },
    },
  }
}

/** Id of the evidence of a run that has so many before it. */
function evidenceIdOf(runId: string, ordinal: number): string {
  return v5(`${runId} ${ordinal}`, namespace)
}

/** Withdraws evidence that stands; what was withdrawn stays so, and what a completed run rests on stays too. */
export function withdraw(
  run: Run,
  { evidenceId, reason }: { readonly evidenceId: string; readonly reason: string },
  context: Deciding,
): readonly EvidenceWithdrawn[] {
  const stands = run.evidence.some(one => one.evidenceId === evidenceId)
  if (!stands) return ignoreWithdrawn(run, evidenceId)
  if (!isOpen(run)) throw refused('run_completed', context)
  return [{ type: 'gsd.EvidenceWithdrawn', data: { runId: run.runId, evidenceId, reason } }]
}

function ignoreWithdrawn({ runId, evidenceCount }: Run, evidenceId: string): readonly [] {
  for (let ordinal = 0; ordinal < evidenceCount; ordinal += 1)
    if (evidenceIdOf(runId, ordinal) === evidenceId) return []
  throw notFound('evidence')
}

/** Metrics replace those before, as a whole. */
export const recordMetrics: Rule = ({ runId, metrics: before }, { change: { metrics } }) =>
  metrics === undefined || isDeepStrictEqual(metrics, before)
    ? []
    : [{ type: 'gsd.MetricsRecorded', data: { runId, metrics } }]
