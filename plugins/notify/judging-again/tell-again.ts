import type { Outcome, Recorded, Rejudging } from '../../../core/plugin-api.ts'
import type { AlarmEvent, AlarmRepeated, NoticeEvent } from '../alarm-events.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import { alarmDecider } from '../raising/alarm.ts'
import type { Alarm } from '../raising/alarm-state.ts'
import { nextLookMs } from '../raising/reminding.ts'
import { rulesOf } from '../raising/telling-rules.ts'
import { decideAgain, isNotice } from './decide-again.ts'
import { createKeptBack, isOfSilence } from './kept-back.ts'
import { isOfAlarm, keptBack, tellingOf } from './told-as-recorded.ts'

// What is due is recorded when it is looked for next, which is this much later at most.
const slackMs = 90_000

interface Followed {
  readonly alarm: Alarm
  /** The last event that was recorded of it. */
  readonly last: Recorded<AlarmEvent>
  /** Until when it is decided what time brings. */
  readonly lookedMs: number
  /** When what was due before the last event is found at the latest. */
  readonly overdueMs: number | undefined
}

/** Whom these settings would have told of recorded alarms: by the live decider, over what happened to each, and over time. */
export function tellAgain(config: NotifyConfig): Rejudging<NotifyEvent> {
  const rules = rulesOf(config)
  const kept = createKeptBack(config)
  const followed = new Map<string, Followed>()

  function move(event: Recorded<AlarmEvent>, how: 'happened' | 'looked'): readonly Outcome[] {
    const { alarmId } = event.data
    const known = followed.get(alarmId)
    const atMs = event.receivedAt.getTime()
    const alarm = alarmDecider.evolve(known?.alarm ?? alarmDecider.initial, event)
    const overdueMs = how === 'happened' ? atMs + slackMs : undefined
    followed.set(alarmId, { alarm, last: event, lookedMs: atMs, overdueMs })
    return isNotice(event) ? tellings(event) : []
  }

  function tellings({ data, receivedAt: at }: Recorded<NoticeEvent>): readonly Outcome[] {
    const toldAt = new Date(at.getTime() + config.collectFor * 1_000)
    return data.webhooks.map(name =>
      keptBack(tellingOf(data, name, { at }), kept.why(name, data, toldAt)?.reason),
    )
  }

  /** What time has brought of an alarm until a moment. */
  function pass(alarmId: string, untilMs: number): readonly Outcome[] {
    const outcomes: Outcome[] = []
    for (let known = followed.get(alarmId); known; known = followed.get(alarmId)) {
      const { alarm, last, lookedMs, overdueMs = Infinity } = known
      const next = nextLookMs({ ...rules, now: new Date(lookedMs) }, alarm) ?? Infinity
      const lookMs = Math.min(next, overdueMs)
      if (lookMs > untilMs) break
      const now = new Date(lookMs)
      const [decided] = alarmDecider.decide({ type: 'remind', ...rules, now }, alarm)
      if (decided) outcomes.push(...move({ ...last, ...decided, receivedAt: now }, 'looked'))
      else
        followed.set(alarmId, {
          ...{ ...known, lookedMs: lookMs },
          overdueMs: lookMs < overdueMs ? known.overdueMs : undefined,
        })
    }
    return outcomes
  }

  function take(event: Recorded<AlarmEvent>): readonly Outcome[] {
    const { alarmId } = event.data
    const brought = pass(alarmId, event.receivedAt.getTime() - slackMs)
    if (!isNotice(event)) return [...brought, ...move(event, 'happened')]
    const alarm = followed.get(alarmId)?.alarm ?? alarmDecider.initial
    const decided = isSaid(event)
      ? toldOn(event, alarm)
      : decideAgain(event, alarm, { rules, now: event.receivedAt })
    return decided ? [...brought, ...move({ ...event, ...decided }, 'happened')] : brought
  }

  return {
    begin: event => (isOfAlarm(event) ? move(event, 'happened').slice(0, 0) : []),
    take(event) {
      if (isOfAlarm(event)) return take(event)
      if (isOfSilence(event)) kept.note(event)
      return []
    },
    end: at => [...followed.keys()].flatMap(alarmId => pass(alarmId, at.getTime() - slackMs)),
  }
}

/** That somebody looks after an alarm, told on to receivers that keep alarms of their own. */
function isSaid(event: Recorded<NoticeEvent>): event is Recorded<AlarmRepeated> {
  return event.type === 'notify.AlarmRepeated' && event.data.reason === 'acknowledged'
}

// Which these are only their channels know; of those that were told of it they are the same.
function toldOn(event: Recorded<AlarmRepeated>, { firstMs }: Alarm): AlarmRepeated {
  const webhooks = event.data.webhooks.filter(name => name in firstMs)
  return { ...event, data: { ...event.data, webhooks } }
}
