import type { Host } from '../../../core/plugin-api.ts'
import type { RecoveryConfig } from '../config.ts'
import type { RecoveryEvent } from '../events.ts'
import type { PolicyRow } from '../rows.ts'
import { policyStream } from '../streams.ts'
import { pauseDecider } from './pause.ts'

/** Has those policies go on whose time of rest is over. */
export async function endRests(host: Host<RecoveryConfig, RecoveryEvent>): Promise<void> {
  const now = host.clock.now()
  const { rows } = await host.all<PolicyRow>('recovery-policies', { filled: ['until'] })
  for (const { policy, until } of rows)
    if (until && until <= now)
      await host.execute(pauseDecider, {
        stream: policyStream(policy),
        command: { type: 'end', policy, now },
      })
}
