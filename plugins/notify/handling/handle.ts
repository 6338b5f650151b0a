import { type Actor, formatActor, type Host } from '../../../core/plugin-api.ts'
import { recipientsOf } from '../channels/channels.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import type { AlarmCommand } from '../raising/alarm-state.ts'
import { rulesOf } from '../raising/telling-rules.ts'

/** What a person says of an alarm: that they look after it, or that what it is about is over. */
export interface Said {
  readonly verb: 'acknowledge' | 'resolve'
  readonly alarmId: string
  readonly note: string
  readonly by: Pick<Actor, 'kind' | 'id'>
}

/** Creates the commands by which people take care of alarms, wherever they say it: here, or where they were told. */
export function createHandling(
  host: Host<NotifyConfig, NotifyEvent>,
): (said: Said) => AlarmCommand {
  const { clock, config } = host
  const rules = rulesOf(config)
  const keepers = recipientsOf(config, host)
    .filter(({ channel }) => channel.acknowledgements === 'told')
    .map(({ name }) => name)
  return ({ verb, alarmId, note, by }) => {
    if (verb === 'acknowledge') return { type: 'acknowledge', alarmId, note, keepers }
    return { type: 'resolve', note, by: formatActor(by), now: clock.now(), ...rules }
  }
}
