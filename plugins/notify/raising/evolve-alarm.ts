import type { Recorded } from '../../../core/plugin-api.ts'
import type { AlarmEvent, AlarmNotice, NoticeEvent } from '../alarm-events.ts'
import { type Alarm, isRaised, standingOf, worse } from './alarm-state.ts'
import { flappingMs } from './flapping.ts'

// A reaction may run again for its last few events only.
const sourcesKept = 50

/** What is known of an alarm that there never was. */
export const noAlarm: Alarm = {
  ...{
    last: undefined,
    lastTold: undefined,
    toldMs: {},
    webhookMs: {},
    webhookStanding: {},
    firstMs: {},
    raisedMs: 0,
  },
  sinceMs: { warning: 0, critical: 0 },
  ...{ changedMs: 0, criticalUntilMs: 0, returnedMs: 0, untoldReturns: 0, lastTwoMs: [0, 0] },
  ...{ worst: 'warning', acknowledged: undefined, silenced: undefined, heardMs: 0, sources: [] },
}

/** What is known of an alarm after one more of its events. */
export function evolveAlarm(alarm: Alarm, event: Recorded<AlarmEvent>): Alarm {
  const atMs = event.receivedAt.getTime()
  switch (event.type) {
    case 'notify.AlarmAcknowledged':
      return { ...alarm, acknowledged: alarm.last?.severity }
    case 'notify.AlarmSilenced': {
      const { by, silenceId, until } = event.data
      return { ...alarm, silenced: { by, silenceId, until } }
    }
    case 'notify.AlarmUnsilenced':
      return { ...alarm, silenced: undefined, heardMs: atMs }
    // What is forgotten begins anew; all that was remembered of it had lost its meaning long before.
    case 'notify.AlarmForgotten':
      return noAlarm
    case 'notify.AlarmRepeated':
      // That somebody looks after it is nothing new of the alarm.
      if (event.data.reason === 'acknowledged') return alarm
      return evolveTold(evolveStanding(alarm, event, atMs), event, atMs)
    default:
      return evolveTold(evolveStanding(alarm, event, atMs), event, atMs)
  }
}

function evolveStanding(alarm: Alarm, { data }: Recorded<NoticeEvent>, atMs: number): Alarm {
  const { last } = alarm
  const isWorse = data.severity === 'critical' && alarm.acknowledged === 'warning'
  const isOver = data.state === 'cleared'
  const hasChanged = !last || standingOf(last) !== standingOf(data)
  const wasCritical = isRaised(last) && last.severity === 'critical'
  const returns = !isOver && last?.state === 'cleared' && atMs - alarm.changedMs < flappingMs
  const since = isOver ? alarm.sinceMs : sinceOf(data, alarm, atMs)
  return {
    ...alarm,
    last: data,
    raisedMs: isRaised(last) ? alarm.raisedMs : atMs,
    sinceMs: since,
    firstMs: since.warning === alarm.sinceMs.warning ? alarm.firstMs : {},
    changedMs: hasChanged ? atMs : alarm.changedMs,
    criticalUntilMs: wasCritical ? atMs : alarm.criticalUntilMs,
    returnedMs: returns ? atMs : alarm.returnedMs,
    untoldReturns: alarm.untoldReturns + (returns ? 1 : 0),
    worst: isOver ? 'warning' : worse(alarm.worst, data.severity),
    acknowledged: isOver || isWorse ? undefined : alarm.acknowledged,
    silenced: isOver ? undefined : alarm.silenced,
    // Whoever had looked after it, or said that it is over, is given the same time once more.
    heardMs: isOver && (alarm.acknowledged || 'note' in data) ? atMs : alarm.heardMs,
    sources: [...alarm.sources, data.sourceEventId].slice(-sourcesKept),
  }
}

// Events of before there were routes do not say it.
function sinceOf(
  { raisedSince, criticalSince, severity }: AlarmNotice,
  { last, sinceMs }: Alarm,
  atMs: number,
): Alarm['sinceMs'] {
  const before = isRaised(last) ? sinceMs.warning : atMs
  const warning = raisedSince === undefined ? before : Date.parse(raisedSince)
  if (severity !== 'critical') return { warning, critical: sinceMs.critical }
  const wasCritical = isRaised(last) && last.severity === 'critical' && sinceMs.critical > 0
  const critical = wasCritical ? sinceMs.critical : atMs
  return { warning, critical: criticalSince === undefined ? critical : Date.parse(criticalSince) }
}

function evolveTold(alarm: Alarm, event: Recorded<NoticeEvent>, atMs: number): Alarm {
  const { data } = event
  if (data.webhooks.length === 0) return alarm
  const standing = standingOf(data)
  const told = Object.fromEntries(data.webhooks.map(name => [name, atMs]))
  const toldAs = Object.fromEntries(data.webhooks.map(name => [name, standing]))
  const { lastTold, toldMs } = alarm
  // What others are told who had not been makes nobody else know it.
  const isToOthers =
    lastTold && 'reason' in data && ['escalated', 'receiver_added'].includes(data.reason)
  const isNews = !('reason' in data) || data.reason === 'settled' || data.reason === 'flapping'
  return {
    ...alarm,
    lastTold: { standing: isToOthers ? lastTold.standing : standing, atMs },
    toldMs: isToOthers ? toldMs : { ...toldMs, [standing]: atMs },
    webhookMs: { ...alarm.webhookMs, ...told },
    webhookStanding: { ...alarm.webhookStanding, ...toldAs },
    firstMs: { ...told, ...alarm.firstMs },
    ...(isNews && { untoldReturns: 0, lastTwoMs: [alarm.lastTwoMs[1], atMs] as const }),
  }
}
