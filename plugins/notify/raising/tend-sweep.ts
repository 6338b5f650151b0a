import { type DeclaredAlarm, eachInTurns, type Host, type Sweep } from '../../../core/plugin-api.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import type { AlarmRow } from '../rows.ts'
import { alarmStream } from '../streams.ts'
import { alarmDecider } from './alarm.ts'
import type { AlarmCommand } from './alarm-state.ts'
import { createRouting } from '../routing/routing.ts'

/**
 * Creates the sweep that looks after alarms that are open: it ends those of what is no more, repeats what stays critical, tells
 * whoever could not be told before, and says how it ended what was not told when it had just been.
 */
export function createTendSweep(host: Host<NotifyConfig, NotifyEvent>): Sweep {
  const { config, clock } = host
  const routing = createRouting(config)
  const settings = { dedupeMs: config.dedupeWithin * 1_000, remindMs: config.remindAfter * 1_000 }

  return {
    name: 'remind',
    everySeconds: 60,
    async run(signal) {
      const { rows } = await host.all<AlarmRow>('alarms', { equals: { open: true } })
      await eachInTurns(rows, { atOnce: 4, signal }, row => {
        const common = { now: clock.now(), ...routing, ...settings }
        const text = row.state === 'raised' ? whyOver(row, host.alarms) : undefined
        const command: AlarmCommand =
          text === undefined ? { type: 'remind', ...common } : { type: 'end', text, ...common }
        return host.execute(alarmDecider, { stream: alarmStream(row.alarm_id), command })
      })
    },
  }
}

/** Why there is no such thing any more as an alarm is about; undefined while there is. */
function whyOver(
  { cause, subject }: Pick<AlarmRow, 'cause' | 'subject'>,
  alarms: readonly DeclaredAlarm[],
): string | undefined {
  const [word = ''] = cause.split(' ', 1)
  const owner = alarms.find(one => one.word === word)
  if (!owner) return `${subject}: what told of it is no longer installed.`
  return owner.spec.over?.(cause.slice(word.length + 1))
}
