import type { Call } from '../../../core/http/route.ts'
import type { Host } from '../../../core/plugin.ts'
import type { GsdConfig } from '../config.ts'
import type { GsdEvent } from '../events.ts'
import type { Issued } from '../running/command.ts'

/** What a command carries of the request that it comes from. */
export function issue(
  { clock, config }: Host<GsdConfig, GsdEvent>,
  { caller: { actor, scopes } }: Pick<Call, 'caller'>,
): Issued {
  return {
    by: {
      actor,
      authority: scopes.includes('approve') ? 'may_approve' : 'may_not_approve',
      at: clock.now().toISOString(),
    },
    policy: config,
    judgements: [],
  }
}
