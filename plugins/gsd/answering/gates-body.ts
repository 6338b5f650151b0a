import type { Bypass, LastDecision } from '../run.ts'

/** The last decision of gates about a step, as a run shows it. */
export function decisionBody(decision: LastDecision): object {
  return {
    id: decision.decisionId,
    stage: decision.step,
    mode: decision.mode,
    decision: decision.decision,
    effect: decision.effect,
    gates: decision.gates,
    bypass_id: decision.bypassId,
    record_digest: decision.recordDigest,
    decided_at: decision.decidedAt,
  }
}

/** A bypass as a run shows it. */
export function bypassBody(bypass: Bypass, at: string): object {
  return {
    id: bypass.bypassId,
    stage: bypass.step,
    gates: bypass.gates,
    release_id: bypass.releaseId,
    reason: bypass.reason,
    actor: bypass.actor,
    given_at: bypass.givenAt,
    expires_at: bypass.expiresAt,
    state: bypass.expiresAt > at ? 'active' : 'expired',
  }
}
