import { v5 } from 'uuid'
import { digestOf } from '../digest.ts'
import type { EvidenceContent } from '../event-data.ts'
import type { EvidenceAttached } from '../events.ts'
import type { Run } from '../run.ts'
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
export function evidenceIdOf(runId: string, ordinal: number): string {
  return v5(`${runId} ${ordinal}`, namespace)
}
