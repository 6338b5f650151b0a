import type { Host } from '../../../core/plugin-api.ts'
import type { RecoveryConfig } from '../config.ts'
import type { RecoveryEvent } from '../events.ts'
import type { PresentWorld } from '../planning/world.ts'
import { policyStream } from '../streams.ts'
import { pauseDecider } from './pause.ts'

/** Has those policies go on whose time of rest is over. */
export async function endRests(
  host: Pick<Host<RecoveryConfig, RecoveryEvent>, 'execute'>,
  { rested, now }: Pick<PresentWorld, 'rested' | 'now'>,
): Promise<void> {
  for (const policy of rested)
    await host.execute(pauseDecider, {
      stream: policyStream(policy),
      command: { type: 'end', policy, now },
    })
}
