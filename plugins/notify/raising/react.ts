import type { Recorded } from '../../../core/event.ts'
import type { Host, Reaction } from '../../../core/plugin.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import { alarmIdOf, alarmStream } from '../streams.ts'
import { alarmDecider } from './alarm.ts'
import { createChoice } from './choose-webhooks.ts'
import type { Signal } from './signal.ts'
import { signals } from './signals.ts'

/** Creates the reactions that make alarms of what other plugins and core record. */
export function createReactions(
  host: Host<NotifyConfig, NotifyEvent>,
): Readonly<Record<string, Reaction>> {
  const { config, clock } = host
  const choose = createChoice(config.webhooks)

  const raise = async (signal: Signal, event: Recorded): Promise<void> => {
    await host.execute(alarmDecider, {
      stream: alarmStream(alarmIdOf(signal.cause)),
      command: {
        type: 'signal',
        ...{ signal, choose },
        sourceEventId: event.id,
        at: event.receivedAt,
        now: clock.now(),
        dedupeMs: config.dedupeWithin * 1_000,
      },
      causationId: event.id,
    })
  }

  return Object.fromEntries(
    Object.entries(signals).map(([type, read]) => [type, event => raise(read(event.data), event)]),
  )
}
