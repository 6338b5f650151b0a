import Joi from 'joi'
import t from 'tap'
import type { Gate } from '../../../../core/gate.ts'
import type { Call } from '../../../../core/http/route.ts'
import type { Host } from '../../../../core/host.ts'
import type { GsdConfig } from '../../../../plugins/gsd/config.ts'
import type { GsdEvent } from '../../../../plugins/gsd/events.ts'
import { readRun } from '../../../../plugins/gsd/requesting/read-run.ts'
import {
  issue,
  runCommand,
  type RunParams,
} from '../../../../plugins/gsd/requesting/run-command.ts'
import { decisionStream, runStream } from '../../../../plugins/gsd/run.ts'
import type { Change } from '../../../../plugins/gsd/running/command.ts'
import { runDecider } from '../../../../plugins/gsd/running/decider.ts'
import { createTestLedgerUrl } from '../../../support/ledger.ts'
import { createProxy } from '../../../support/proxy.ts'
import { until } from '../../../support/until.ts'
import { createLedgerHost } from '../ledger-host.ts'
import { boardId, ci, releaseId, runId } from '../story.ts'

const disk: Gate = {
  name: 'disk',
  summary: 'Is there room?',
  question: Joi.object({}),
  answer: async () => ({ reasons: [], position: 1n }),
}
const proxy = await createProxy(t, await createTestLedgerUrl(t))
const host = await createLedgerHost(t, [disk], proxy.url)
const call: Call<RunParams> = {
  ...{ params: { run_id: runId }, query: {}, payload: {} },
  caller: { actor: ci, scopes: ['operate'], boards: null },
  ...{ requestId: 'one', apiUrl: '', idempotencyKey: 'enter-rollout', requestHash: 'same' },
  signal: new AbortController().signal,
}

async function change(by: Host<GsdConfig, GsdEvent>, change: Change) {
  const command = { kind: 'change', change, ...issue(host, call) } as const
  return runCommand(by, call, { runId, before: await readRun(host, runId), command })
}

async function typesIn(stream: string): Promise<readonly string[]> {
  const types: string[] = []
  for await (const { type } of host.read(stream)) types.push(type)
  return types
}

t.test(
  'a decision that is recorded as the ledger goes away moves nothing, and is not used later',
  async t => {
    const about = { runId, organizationId: null, boardId, taskId: null, createdByUserId: null }
    const start = { ...about, runName: 'checkout', iterationNumber: 1, requiredEvidence: [] }
    const begin = {
      start: { ...start, stage: 'implementation' },
      change: { releaseId, stage: 'implementation' },
    } as const
    const command = { kind: 'start', ...begin, ...issue(host, call) } as const
    await host.execute(runDecider, {
      stream: runStream(runId),
      command: {
        ...command,
        judgements: [
          { step: 'implementation', runRevision: -1, boardId, releaseId, replies: [], cited: null },
        ],
      },
    })
    const before = await typesIn(runStream(runId))

    const recorded: string[] = []
    const cutOff: Host<GsdConfig, GsdEvent> = {
      ...host,
      async execute(decider, request) {
        const executed = await host.execute(decider, request)
        recorded.push(request.stream)
        await proxy.set('refuse')
        return executed
      },
    }
    await t.rejects(change(cutOff, { stage: 'rollout' }))
    t.equal(recorded.length, 1, 'the decision alone was acknowledged')
    await proxy.set('pass')
    await until('the ledger answers', () =>
      typesIn(runStream(runId)).then(
        () => true,
        () => false,
      ),
    )
    t.strictSame(await typesIn(String(recorded[0])), ['gsd.GatesJudged'])
    t.strictSame(await typesIn(runStream(runId)), before)

    const { run } = await change(host, { stage: 'rollout' })
    t.match(run, { stage: 'rollout', decisions: [{ effect: 'allowed' }] })
    t.not(decisionStream(String(run.decisions[0]?.decisionId)), recorded[0])
    t.strictSame(await typesIn(runStream(runId)), [
      ...before,
      'gsd.GateDecided',
      'gsd.StageEntered',
    ])
  },
)
