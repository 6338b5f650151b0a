import type { Recorded } from '../../../core/plugin-api.ts'
import { voidChanged } from '../approving/subject.ts'
import type { EvidenceAttached } from '../events.ts'
import type { EvidenceEvent } from '../events/evidence-events.ts'
import { isSuperseded } from '../verifying/superseded.ts'
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

// Of another release, of another target than gates ask about, or older than what is known, a verification proves nothing of the run.
function verifiedBy(
  run: Run,
  { evidenceId, predicate }: EvidenceAttached['data'],
): Verified | undefined {
  const { releaseId: release } = run
  const { verdict, releaseId, targetRole, startedAt, finishedAt } = predicate ?? {}
  if (targetRole === 'other' || (release !== null && releaseId !== release)) return undefined
  if (isSuperseded(run, { startedAt, finishedAt })) return undefined
  const said = verdict === 'passed' ? 'passed' : 'failed'
  return { evidenceId, releaseId: release, verdict: said, startedAt, finishedAt }
}
