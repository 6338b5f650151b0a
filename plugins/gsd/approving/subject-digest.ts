import { digestOf } from '../digest.ts'
import type { Run } from '../run.ts'

/** Digest of what an approver approves: the release and the evidence that stands, in whatever order it came. */
export function subjectDigest({
  releaseId,
  evidence,
}: Pick<Run, 'releaseId' | 'evidence'>): string {
  return digestOf({
    release_id: releaseId,
    evidence: evidence.map(({ digest }) => digest).toSorted(),
  })
}
