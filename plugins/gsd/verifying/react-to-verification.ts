import type { DomainEvent, Host, Reaction } from '../../../core/plugin-api.ts'
import type { GsdConfig } from '../config.ts'
import type { GsdEvent } from '../events.ts'
import { runStream } from '../run.ts'
import { runDecider } from '../running/decider.ts'
import type { Verification } from './verification.ts'

/** What the plugin `rollout` records when a verification is over. */
export type VerificationFinished = DomainEvent<'rollout.VerificationFinished', Verification>

/** Creates the reaction that takes a verification into the run it names. */
export function createReaction(host: Host<GsdConfig, GsdEvent>): Reaction<VerificationFinished> {
  return async ({ id, data: verification }) => {
    if (verification.runId === null) return
    const actor = { kind: 'system', id: 'gsd' } as const
    const by = { actor, authority: 'may_not_approve', at: host.clock.now().toISOString() } as const
    await host.execute(runDecider, {
      stream: runStream(verification.runId),
      command: {
        ...{ kind: 'verify', verification, by, policy: host.config },
        ...{ judgements: [], seen: null },
      },
      causationId: id,
    })
  }
}
