import type { Metrics } from '../events/evidence-events.ts'
import type { EvidenceAttached, RunEvent, RunEventOf } from '../events.ts'
import { attached } from '../evidencing/evidence.ts'
import { isOpen, type Run } from '../run.ts'
import { isSuperseded } from './superseded.ts'
import type { Check, Verification } from './verification.ts'

/**
 * Takes a verification into a run, once: its link, its metrics, and `blocked` when it failed. One of another release is kept as
 * a proof and says nothing of the run, as is one that began before the newest; one of another board is none of it.
 */
export function takeVerification(run: Run, verification: Verification): readonly RunEvent[] {
  const { verificationId, boardId, releaseId } = verification
  const isForeign = boardId !== null && boardId !== run.boardId
  if (isForeign || run.verifications.includes(verificationId)) return []
  const proven = proof(run, verification)
  if (run.releaseId !== null && run.releaseId !== releaseId) return [proven]
  if (verification.targetRole !== 'other' && isSuperseded(run, verification)) return [proven]
  return [proven, measured(run, verification), ...blocked(run, verification)]
}

function proof(run: Run, verification: Verification): EvidenceAttached {
  const { verificationId, target, verdict, checks, startedAt, finishedAt } = verification
  const { releaseId, targetRole = 'default', healthGate } = verification
  const content = {
    type: 'verification',
    title: `Verification of ${target}: ${verdict}`,
    url: verification.evidenceLink,
    predicate: {
      ...{ verificationId, target, targetRole, releaseId, verdict, checks },
      ...{ healthGate: healthGate && { status: healthGate.status, reason: healthGate.reason } },
      ...{ startedAt, finishedAt },
    },
    subject: [],
  }
  const ordinal = run.evidenceCount
  return attached(run, content, { stage: run.stage, verificationId, ordinal })
}

function measured(
  { runId, metrics }: Run,
  verification: Verification,
): RunEventOf<'MetricsRecorded'> {
  const data = { runId, metrics: { ...metrics, ...verificationMetrics(verification) } }
  return { type: 'gsd.MetricsRecorded', data }
}

function blocked(run: Run, verification: Verification): readonly RunEventOf<'StatusChanged'>[] {
  const reason = failureOf(verification)?.slice(0, 4_000)
  if (reason === undefined || !isOpen(run) || run.status === 'blocked') return []
  return [
    {
      type: 'gsd.StatusChanged',
      data: { runId: run.runId, from: run.status, to: 'blocked', reason },
    },
  ]
}

/** Why a verification failed; undefined when it passed. */
function failureOf({ verdict, checks, healthGate }: Verification): string | undefined {
  const failed = checks.filter(isRequiredFailed).map(({ name }) => name)
  if (failed.length > 0) return `Required checks failed: ${failed.join(', ')}`
  if (verdict === 'passed') return undefined
  return healthGate === null
    ? 'The verification failed.'
    : `The target did not become healthy: ${healthGate.reason}`
}

function isRequiredFailed({ required, verdict }: Check): boolean {
  return required === 'required' && verdict !== 'passed'
}

/** What a verification writes into the metrics of its run, by the names Mission Control knows. */
function verificationMetrics(verification: Verification): Metrics {
  const { checks } = verification
  const ran = checks.filter(({ verdict }) => verdict !== 'skipped')
  const passed = checks.filter(({ verdict }) => verdict === 'passed')
  const required = checks.filter(check => check.required === 'required')
  const requiredPassed = required.filter(({ verdict }) => verdict === 'passed')
  const allPassed = passed.length === ran.length && failureOf(verification) === undefined
  return {
    verification_checks_total: checks.length,
    verification_checks_passed: passed.length,
    verification_required_passed: requiredPassed.length,
    verification_required_failed: required.length - requiredPassed.length,
    verification_all_passed: allPassed ? 1 : 0,
  }
}
