import { v5, v7 } from 'uuid'
import {
  type Answer,
  type Call,
  commandOf,
  type CommandOrigin,
  type Host,
} from '../../../core/plugin-api.ts'
import { runChecks } from '../checking/run-checks.ts'
import { gateTargetOf, type RolloutConfig } from '../config.ts'
import type { HealthGateResult, RolloutEvent, VerificationResult } from '../events.ts'
import { executedBody } from './body.ts'
import { type Facts, findFacts, requireBoard } from './find-facts.ts'
import { findTarget } from './find-target.ts'
import { verdictOf } from '../verdict.ts'
import { evidenceLinkOf, verificationDecider, verificationStream } from './verification.ts'

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
  requireBoard(facts, caller)
  const verificationId = idempotencyKey === undefined ? v7() : v5(idempotencyKey, verifications)
  const { result, position } = await verify(host, {
    ...{ ...facts, verificationId, target, healthGate, reportedImages, apiUrl, signal },
    speaksFor: caller.boards === null ? 'all' : 'board',
    origin: commandOf(call, 'left out'),
  })
  const { runId, evidenceLink } = result
  const runUpdated = runId !== null && (await awaitRun(host, runId, evidenceLink))
  return { body: executedBody(result, runUpdated), position }
}

const pauseMs = 50
const budgetMs = 3_000

interface RunRow {
  readonly rollout_evidence_links: readonly string[]
}

/** Waits until a run shows a verification as evidence, for 3 s at the most; tells whether it does. */
async function awaitRun(
  { rows, clock }: Pick<Host, 'rows' | 'clock'>,
  runId: string,
  evidenceLink: string,
): Promise<boolean> {
  const startMs = clock.monotonicMs()
  for (;;) {
    const found = await rows<RunRow>('gsd-runs', { keys: [runId] }).catch(() => undefined)
    if (found?.rows[0]?.rollout_evidence_links.includes(evidenceLink)) return true
    if (clock.monotonicMs() - startMs > budgetMs) return false
    await clock.delay(pauseMs)
  }
}

/** What is to be verified, for whom. */
interface VerificationOrder extends Facts {
  readonly verificationId: string
  readonly target: string
  readonly healthGate: HealthGateResult | null
  readonly reportedImages: unknown
  readonly speaksFor: 'all' | 'board'
  /** Where this Decklog listens, for the target `self`. */
  readonly apiUrl: string
  readonly origin: CommandOrigin
  readonly signal: AbortSignal
}

/** Verifies a target and records how it went. */
async function verify(
  host: Host<RolloutConfig, RolloutEvent>,
  order: VerificationOrder,
): Promise<{ readonly result: VerificationResult; readonly position: bigint }> {
  const { verificationId, target: name, runId, boardId, release, healthGate, speaksFor } = order
  const target = findTarget(host.config, { name, apiUrl: order.apiUrl })
  const startedAt = host.clock.now().toISOString()
  const { reportedImages, signal } = order
  const checks = await runChecks({
    ...{ host, target, release, boardId, reportedImages, signal },
    gateChecks: host.config.gateChecks,
  })
  const result: VerificationResult = {
    ...{ verificationId, target: name, runId, boardId, checks, healthGate, startedAt },
    speaksFor,
    targetRole: name === gateTargetOf(host.config) ? 'default' : 'other',
    releaseId: release?.releaseId ?? null,
    verdict: verdictOf(checks, healthGate),
    evidenceLink: evidenceLinkOf(verificationId),
    finishedAt: host.clock.now().toISOString(),
  }
  const { events, position } = await host.execute(verificationDecider, {
    stream: verificationStream(verificationId),
    command: { type: 'finish', result },
    ...order.origin,
  })
  // A repeat of the request is answered with what was found the first time.
  const [recorded] = events
  const first = recorded?.type === 'rollout.VerificationFinished' ? recorded.data : result
  return { result: first, position }
}
