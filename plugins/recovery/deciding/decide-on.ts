import type { Host } from '../../../core/plugin-api.ts'
import type { RecoveryConfig } from '../config.ts'
import type { AttemptEvent, RecoveryEvent } from '../events.ts'
import { recoveryStream } from '../streams.ts'
import type { RecoveryCommand } from './commands.ts'
import { recoveryDecider } from './recovery.ts'

/** Decides on one policy and one thing by their stream, as Decklog itself, and records what follows, which it answers. */
export async function decideOn(
  host: Pick<Host<RecoveryConfig, RecoveryEvent>, 'execute'>,
  command: RecoveryCommand,
): Promise<readonly AttemptEvent[]> {
  const stream = recoveryStream(command.about.recoveryId)
  const { events } = await host.execute(recoveryDecider, { stream, command })
  return events
}
