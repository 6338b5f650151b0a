import type { Recorded } from '../../../core/event.ts'
import { voidChanged } from '../approving/subject.ts'
import type { EvidenceAttached } from '../events.ts'
import type { EvidenceEvent } from '../events/evidence-events.ts'
import { originOf, type Run, type Verified } from '../run.ts'

/** Folds what is proven and measured. */
export function evolveEvidence(run: Run, event: Recorded<EvidenceEvent>): Run {
  const { at } = originOf(event)
  switch (event.type) {
    case 'gsd.EvidenceAttached':
      return voidChanged(attached(run, event), at)
    case 'gsd.EvidenceWithdrawn': {
      const { evidenceId } = event.data
      const evidence = run.evidence.filter(one => one.evidenceId !== evidenceId)
      return voidChanged({ ...run, evidence }, at)
    }
    case 'gsd.LinksArranged':
      return { ...run, arrangement: event.data.links }
    case 'gsd.MetricsRecorded':
      return { ...run, metrics: event.data.metrics }
    default:
      return event satisfies never
  }
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
