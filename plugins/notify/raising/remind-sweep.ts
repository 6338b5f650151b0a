import type { Host, Sweep } from '../../../core/plugin.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import { alarmStream } from '../streams.ts'
import { alarmDecider } from './alarm.ts'
import { createChoice } from './choose-webhooks.ts'
import { openAlarms } from './open-alarms.ts'

/** Creates the sweep that repeats what stays critical, and says how it ended what was not told when it had just been. */
export function createRemindSweep(host: Host<NotifyConfig, NotifyEvent>): Sweep {
  const { config, clock } = host
  const choose = createChoice(config.webhooks)
  const settings = { dedupeMs: config.dedupeWithin * 1_000, remindMs: config.remindAfter * 1_000 }

  return {
    name: 'remind',
    everySeconds: 60,
    async run(signal) {
      for (const { alarm_id } of await openAlarms(host)) {
        if (signal.aborted) return
        await host.execute(alarmDecider, {
          stream: alarmStream(alarm_id),
          command: { type: 'remind', now: clock.now(), choose, ...settings },
        })
      }
    },
  }
}
