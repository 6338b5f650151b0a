import type { CommandOrigin } from '../../../core/http/command-of.ts'
import type { Host } from '../../../core/plugin.ts'
import { runChecks } from '../checking/run-checks.ts'
import type { RolloutConfig } from '../config.ts'
import type { HealthGateResult, RolloutEvent, VerificationResult } from '../events.ts'
import { evidenceLinkOf, verificationStream } from '../streams.ts'
import type { Facts } from './find-facts.ts'
import { findTarget } from './find-target.ts'
import { verdictOf } from './verdict-of.ts'
import { verificationDecider } from './verification.ts'

/** What is to be verified, for whom. */
export interface VerificationOrder extends Facts {
  readonly verificationId: string
  readonly target: string
  readonly healthGate: HealthGateResult | null
  readonly reportedImages: unknown
  /** Where this Decklog listens, for the target `self`. */
  readonly apiUrl: string
  readonly origin: CommandOrigin
  readonly signal: AbortSignal
}

/** Verifies a target and records how it went. */
export async function verify(
  host: Host<RolloutConfig, RolloutEvent>,
  order: VerificationOrder,
): Promise<{ readonly result: VerificationResult; readonly position: bigint }> {
  const { verificationId, target: name, runId, boardId, release, healthGate } = order
  const target = findTarget(host.config, { name, apiUrl: order.apiUrl })
  const startedAt = host.clock.now().toISOString()
  const { reportedImages, signal } = order
  const checks = await runChecks({ host, target, release, boardId, reportedImages, signal })
  const result: VerificationResult = {
    ...{ verificationId, target: name, runId, boardId, checks, healthGate, startedAt },
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
