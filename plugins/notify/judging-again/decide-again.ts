import type { Recorded } from '../../../core/plugin-api.ts'
import type { AlarmEvent, AlarmNotice, NoticeEvent } from '../alarm-events.ts'
import { alarmDecider } from '../raising/alarm.ts'
import { type Alarm, type AlarmCommand, callingOf } from '../raising/alarm-state.ts'
import type { TellingRules } from '../raising/telling-rules.ts'

/** Decides a notice once more, from the alarm as it was before; undefined: nobody would have recorded one. */
export function decideAgain(
  event: Recorded<NoticeEvent>,
  alarm: Alarm,
  { rules, now }: { readonly rules: TellingRules; readonly now: Date },
): AlarmEvent | undefined {
  return alarmDecider.decide(commandOf(event, alarm, { ...rules, now }), alarm)[0]
}

/** What a recorded notice was decided from. */
function commandOf(
  event: Recorded<NoticeEvent>,
  alarm: Alarm,
  common: TellingRules & { readonly now: Date },
): AlarmCommand {
  const { data, type } = event
  const { sourceEventId, state, text, at } = data
  if (type === 'notify.AlarmRepeated') return { type: 'remind', ...common }
  if (type === 'notify.AlarmResolved')
    return { type: 'resolve', note: data.note, by: event.metadata['actor'] ?? '', ...common }
  // What is over because there is no such thing any more says so of the source before.
  if (state === 'cleared' && alarm.sources.includes(sourceEventId))
    return { type: 'end', text, sourceEventId, ...common }
  const { kind, cause, group, boardId, subject, severity } = data
  const said = { kind, cause, group, boardId, subject, state, severity, text }
  const signal = { ...said, ...callingOf(data) }
  return { type: 'signal', signal, sourceEventId, at: new Date(at), ...common }
}

/** Whether an event tells how an alarm stands. */
export function isNotice(event: Recorded<AlarmEvent>): event is Recorded<NoticeEvent> {
  return 'webhooks' in event.data
}

/** What a notice says, beside who is told. */
export function saidOf({ webhooks: _, ...said }: AlarmNotice): object {
  return said
}
