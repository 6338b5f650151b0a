import type { DeclaredAlarm } from '../../../core/alarm.ts'
import type { Recorded } from '../../../core/event.ts'
import type { Host, Reaction } from '../../../core/plugin.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import { alarmIdOf, alarmStream } from '../streams.ts'
import { alarmDecider } from './alarm.ts'
import { createChoice } from './choose-webhooks.ts'

/** Creates the reactions that make alarms of what their owners record. */
export function createReactions(
  host: Host<NotifyConfig, NotifyEvent>,
): Readonly<Record<string, Reaction>> {
  const { config, clock } = host
  const choose = createChoice(config.webhooks)

  async function raise({ word, spec }: DeclaredAlarm, event: Recorded): Promise<void> {
    const signal = spec.on[event.type]?.(event)
    if (!signal) return
    const { about, ...said } = signal
    const cause = `${word} ${about}`
    await host.execute(alarmDecider, {
      stream: alarmStream(alarmIdOf(cause)),
      command: {
        type: 'signal',
        signal: { ...said, cause, kind: spec.kind },
        choose,
        sourceEventId: event.id,
        at: event.receivedAt,
        now: clock.now(),
        dedupeMs: config.dedupeWithin * 1_000,
      },
      causationId: event.id,
    })
  }

  const types = new Set(host.alarms.flatMap(({ spec }) => Object.keys(spec.on)))
  return Object.fromEntries(
    [...types].map(type => [
      type,
      async event => {
        for (const alarm of host.alarms) await raise(alarm, event)
      },
    ]),
  )
}
