import type { Recorded } from '../../../core/event.ts'
import type { GateDecided } from '../events.ts'
import type { GateEvent } from '../events/gate-events.ts'
import { originOf, type Run } from '../run.ts'

/** Folds what gates decided and what was set aside. */
export function evolveGates(run: Run, event: Recorded<GateEvent>): Run {
  const { actor, via, at } = originOf(event)
  switch (event.type) {
    case 'gsd.GateDecided':
      return decided(run, event, at)
    case 'gsd.GateBypassed': {
      const { bypassId, step, gates, releaseId, reason, expiresAt } = event.data
      const bypass = {
        bypassId,
        step,
        gates,
        releaseId,
        reason,
        actor,
        via,
        givenAt: at,
        expiresAt,
      }
      return { ...run, bypasses: [...run.bypasses, bypass] }
    }
    default:
      return event satisfies never
  }
}

function decided(run: Run, { data }: Recorded<GateDecided>, at: string): Run {
  const { decisionId, step, mode, decision, effect, gates, bypassId, recordDigest } = data
  const cited = { decisionId, step, mode, decision, effect, gates, bypassId, recordDigest }
  const others = run.decisions.filter(other => other.step !== step)
  return { ...run, decisions: [...others, { ...cited, decidedAt: at }] }
}
