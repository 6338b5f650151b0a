import type { Metrics } from '../events/evidence-events.ts'
import type { EvidenceAttached, RunEvent, RunEventOf } from '../events.ts'
import { attached } from '../evidencing/evidence.ts'
import type { Check, Verification } from './verification.ts'
import { isOpen, type Run } from '../run.ts'

/** Takes a verification into a run, once: its link, its metrics, and `blocked` when a required check failed. */
export function takeVerification(run: Run, verification: Verification): readonly RunEvent[] {
  if (run.verifications.includes(verification.verificationId)) return []
  return [proof(run, verification), measured(run, verification), ...blocked(run, verification)]
}

function proof(run: Run, verification: Verification): EvidenceAttached {
  const { verificationId, target, verdict, checks, startedAt, finishedAt } = verification
  const content = {
    type: 'verification',
    title: `Verification of ${target}: ${verdict}`,
    url: verification.evidenceLink,
    predicate: { verificationId, target, verdict, checks, startedAt, finishedAt },
    subject: [],
  }
  const ordinal = run.evidenceCount
  return attached(run, content, { stage: run.stage, verificationId, ordinal })
}

function measured(
  { runId, metrics }: Run,
  { checks }: Verification,
): RunEventOf<'MetricsRecorded'> {
  const data = { runId, metrics: { ...metrics, ...verificationMetrics(checks) } }
  return { type: 'gsd.MetricsRecorded', data }
}

function blocked(run: Run, { checks }: Verification): readonly RunEventOf<'StatusChanged'>[] {
  const failed = checks.filter(isRequiredFailed)
  if (failed.length === 0 || !isOpen(run) || run.status === 'blocked') return []
  const names = failed.map(({ name }) => name).join(', ')
  const reason = `Required checks failed: ${names}`.slice(0, 4_000)
  return [
    {
      type: 'gsd.StatusChanged',
      data: { runId: run.runId, from: run.status, to: 'blocked', reason },
    },
  ]
}

function isRequiredFailed({ required, verdict }: Check): boolean {
  return required === 'required' && verdict !== 'passed'
}

/** What a verification writes into the metrics of its run, by the names Mission Control knows. */
function verificationMetrics(checks: readonly Check[]): Metrics {
  const ran = checks.filter(({ verdict }) => verdict !== 'skipped')
  const passed = checks.filter(({ verdict }) => verdict === 'passed')
  const required = checks.filter(check => check.required === 'required')
  const requiredPassed = required.filter(({ verdict }) => verdict === 'passed')
  const allPassed = passed.length === ran.length && requiredPassed.length === required.length
  return {
    verification_checks_total: checks.length,
    verification_checks_passed: passed.length,
    verification_required_passed: requiredPassed.length,
    verification_required_failed: required.length - requiredPassed.length,
    verification_all_passed: allPassed ? 1 : 0,
  }
}
