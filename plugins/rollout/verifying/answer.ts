import { v5, v7 } from 'uuid'
import { commandOf } from '../../../core/http/command-of.ts'
import type { Answer, Call } from '../../../core/http/route.ts'
import type { Host } from '../../../core/plugin.ts'
import type { RolloutConfig } from '../config.ts'
import type { HealthGateResult, RolloutEvent } from '../events.ts'
import { awaitRun } from './await-run.ts'
import { executedBody } from './body.ts'
import { findFacts } from './find-facts.ts'
import { verify } from './verify.ts'

/** What a request asks to be verified. */
export interface Asked {
  readonly target: string
  readonly runId: string | null
  readonly releaseId: string | null
  readonly healthGate: HealthGateResult | null
  readonly reportedImages: unknown
}

// A namespace of our own: RFC 9562, section 6.6.
const verifications = 'a0f7b6a2-7d0c-4f6b-9a53-0c8b7f2e9d11'

/** Verifies what a request asks for and answers it, once its run shows it. */
export async function answerVerification(
  host: Host<RolloutConfig, RolloutEvent>,
  asked: Asked,
  call: Call,
): Promise<Answer> {
  const { target, healthGate, reportedImages } = asked
  const { caller, apiUrl, idempotencyKey, signal } = call
  const facts = await findFacts(host, asked, caller)
  const verificationId = idempotencyKey === undefined ? v7() : v5(idempotencyKey, verifications)
  const { result, position } = await verify(host, {
    ...{ ...facts, verificationId, target, healthGate, reportedImages, apiUrl, signal },
    origin: commandOf(call, 'left out'),
  })
  const { runId, evidenceLink } = result
  const runUpdated = runId !== null && (await awaitRun(host, runId, evidenceLink))
  return { body: executedBody(result, runUpdated), position }
}
