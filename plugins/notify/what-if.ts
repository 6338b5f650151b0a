import type { WhatIf } from '../../core/plugin-api.ts'
import type { NotifyConfig } from './config.ts'
import type { NotifyEvent } from './events.ts'
import { tellAgain } from './judging-again/tell-again.ts'
import { isOfAlarm, toldAsRecorded } from './judging-again/told-as-recorded.ts'
import { alarmStream } from './streams.ts'

const hourSeconds = 3_600
// Who was told of an alarm, and who looks after it, is in what happened since it was raised.
const mostBefore = 50
const types = [
  ...(['AlarmRaised', 'AlarmCleared', 'AlarmResolved', 'AlarmRepeated'] as const),
  ...(['AlarmAcknowledged', 'AlarmSilenced', 'AlarmUnsilenced'] as const),
  ...(['MuteSet', 'MuteLifted', 'WindowPlanned', 'WindowCancelled'] as const),
  ...(['Delivered', 'Failed', 'Withheld', 'Lapsed'] as const),
].map(word => `notify.${word}`)

/** Whom these settings would have told of the alarms that were recorded, at once, later and once more, and what would have been kept back. */
export function notifyWhatIf(config: NotifyConfig, inForce: NotifyConfig): WhatIf<NotifyEvent> {
  return {
    types,
    lookBackSeconds: Math.max(...[config, inForce].map(lookBackOf)),
    standsIn: event => (isOfAlarm(event) ? alarmStream(event.data.alarmId) : undefined),
    standsBy: mostBefore,
    asRecorded: toldAsRecorded,
    asSet: () => tellAgain(config),
  }
}

/** So long before a range something may have happened that is told of in it. */
function lookBackOf({ dedupeWithin, remindAfter, routes }: NotifyConfig): number {
  const steps = routes.flatMap(route => route.steps.map(({ after }) => after))
  return Math.max(hourSeconds, ...[dedupeWithin, remindAfter, ...steps].map(one => 2 * one))
}
