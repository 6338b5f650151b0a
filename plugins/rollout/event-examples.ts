import type { RollbackResult, VerificationResult } from './events.ts'

/** A rollout that runs what was approved. */
export const finished: VerificationResult = {
  verificationId: '0199a3c0-0000-7000-8000-0000000000e1',
  target: 'production',
  runId: '0199a3c0-0000-7000-8000-0000000000f1',
  releaseId: 'a3f1'.repeat(16),
  boardId: null,
  verdict: 'passed',
  checks: [
    {
      name: 'health_routes',
      required: 'required',
      verdict: 'passed',
      detail: '2 of 2 URLs answer as they should.',
    },
    {
      name: 'running_images',
      required: 'required',
      verdict: 'passed',
      detail: 'All 4 images run as released.',
    },
  ],
  healthGate: {
    status: 'passed',
    reason: 'healthy 3 times in a row',
    attempts: [
      { number: 1, outcome: 'passed', failedUrls: [], at: '2026-01-01T00:00:10.000Z' },
      { number: 2, outcome: 'passed', failedUrls: [], at: '2026-01-01T00:00:25.000Z' },
      { number: 3, outcome: 'passed', failedUrls: [], at: '2026-01-01T00:00:40.000Z' },
    ],
  },
  evidenceLink: '/api/v1/verifications/0199a3c0-0000-7000-8000-0000000000e1',
  startedAt: '2026-01-01T00:00:40.000Z',
  finishedAt: '2026-01-01T00:00:41.000Z',
}

/** A target that was taken back. */
export const rolledBack: RollbackResult = {
  verificationId: finished.verificationId,
  outcome: 'succeeded',
  exitCode: 0,
  durationMs: 21_400,
  output: 'Container decklog-backend-1 Started',
}
