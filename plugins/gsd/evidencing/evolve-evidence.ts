import type { Recorded } from '../../../core/event.ts'
import { voidChanged } from '../approving/subject.ts'
import type { EvidenceAttached } from '../events.ts'
import type { EvidenceEvent } from '../events/evidence-events.ts'
import type { Folds, Run, Verified } from '../run.ts'

/** Folds what is proven and measured. */
export const evidenceFolds: Folds<EvidenceEvent> = {
  'gsd.EvidenceAttached': (run, event, { at }) => voidChanged(attached(run, event), at),
  'gsd.EvidenceWithdrawn': (run, { data: { evidenceId } }, { at }) => {
    const evidence = run.evidence.filter(one => one.evidenceId !== evidenceId)
    return voidChanged({ ...run, evidence }, at)
  },
  'gsd.LinksArranged': (run, { data: { links } }) => ({ ...run, arrangement: links }),
  'gsd.MetricsRecorded': (run, { data: { metrics } }) => ({ ...run, metrics }),
}

function attached(run: Run, { data }: Recorded<EvidenceAttached>): Run {
  const { evidenceId, type, title, url, digest, stage, verificationId } = data
  return {
    ...run,
    evidence: [...run.evidence, { evidenceId, type, title, url, digest, stage }],
    evidenceCount: run.evidenceCount + 1,
    verifications:
      verificationId === null ? run.verifications : [...run.verifications, verificationId],
    verified: verificationId === null ? run.verified : (verifiedBy(run, data) ?? run.verified),
  }
}

// Of another release or of another target than gates ask about, a verification proves nothing of the run.
function verifiedBy(
  { releaseId: release }: Run,
  { evidenceId, predicate }: EvidenceAttached['data'],
): Verified | undefined {
  const { verdict, releaseId, targetRole } = predicate ?? {}
  if (targetRole === 'other' || (release !== null && releaseId !== release)) return undefined
  return { evidenceId, releaseId: release, verdict: verdict === 'passed' ? 'passed' : 'failed' }
}
