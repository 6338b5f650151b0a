import t from 'tap'
import type { Recorded } from '../../../../core/event.ts'
import { readRun } from '../../../../plugins/gsd/requesting/read-run.ts'
import { runStream } from '../../../../plugins/gsd/run.ts'
import type { RunCommand } from '../../../../plugins/gsd/running/command.ts'
import { runDecider } from '../../../../plugins/gsd/running/decider.ts'
import {
  createReaction,
  type VerificationFinished,
} from '../../../../plugins/gsd/verifying/react-to-verification.ts'
import { createLedgerHost } from '../ledger-host.ts'
import { ci, runId } from '../story.ts'

const at = new Date('2026-01-01T12:00:00.000Z')
const finished = (run: string | null): Recorded<VerificationFinished> => ({
  ...{ id: '00000000-0000-4000-8000-000000000001', stream: 'verification-1', metadata: {} },
  ...{ revision: 0n, position: 1n, receivedAt: at, recordedAt: at },
  type: 'rollout.VerificationFinished',
  data: {
    ...{ verificationId: 'v1', target: 'production', runId: run, verdict: 'failed' },
    ...{ releaseId: null, boardId: null, healthGate: null },
    checks: [{ name: 'api', required: 'required', verdict: 'failed', detail: 'HTTP 503' }],
    evidenceLink: 'https://decklog.example/verifications/v1',
    ...{ startedAt: at.toISOString(), finishedAt: at.toISOString() },
  },
})

const started: RunCommand = {
  kind: 'start',
  start: {
    ...{ runId, organizationId: null, boardId: null, taskId: null, createdByUserId: null },
    ...{ runName: 'checkout', iterationNumber: 1, requiredEvidence: [] },
    stage: 'planning',
  },
  change: {},
  by: { actor: ci, authority: 'may_not_approve', at: at.toISOString() },
  policy: { secondPerson: 'where_asked', roles: {} },
  judgements: [
    { step: 'planning', runRevision: -1, boardId: null, releaseId: null, replies: [], cited: null },
  ],
  seen: null,
}

t.test('a verification is taken into its run once, however often it is told', async t => {
  const host = await createLedgerHost(t)
  const react = createReaction(host)
  await react(finished(runId))
  t.equal((await readRun(host, runId)).run, null, 'a run that has not started is left alone')
  await host.execute(runDecider, { stream: runStream(runId), command: started, actor: ci })
  await react(finished(null))
  await react(finished(runId))
  await react(finished(runId))
  const { run, revision } = await readRun(host, runId)
  t.equal(revision, 3n)
  t.match(run, {
    ...{ status: 'blocked', verifications: ['v1'] },
    metrics: { verification_required_failed: 1 },
  })
  for await (const event of host.read(runStream(runId), { from: 1n }))
    t.match(event.metadata, { actor: 'system:gsd', $causationId: finished(runId).id })
})
