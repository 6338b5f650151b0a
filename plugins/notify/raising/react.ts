import {
  type AlarmsEnd,
  type AlarmSignal,
  type DeclaredAlarm,
  type Host,
  keepable,
  type Reaction,
  type Recorded,
} from '../../../core/plugin-api.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import type { AlarmRow } from '../rows.ts'
import { alarmIdOf, alarmStream } from '../streams.ts'
import { alarmDecider } from './alarm.ts'
import type { AlarmCommand } from './alarm-state.ts'
import { keptCalling } from './kept-calling.ts'
import { rulesOf } from './telling-rules.ts'

// What others say may be as long as they like; what is recorded of it is not.
const mostText = 4_000

/** Creates the reactions that make alarms of what their owners record, and end them. */
export function createReactions(
  host: Host<NotifyConfig, NotifyEvent>,
): Readonly<Record<string, Reaction>> {
  const { config, clock, alarms } = host
  const rules = rulesOf(config)
  const common = () => ({ now: clock.now(), ...rules })

  // An owner that names nobody leaves it to the people of the board.
  function peopleOf({ people = [], boardId }: Pick<AlarmSignal, 'people' | 'boardId'>) {
    const of = config.boardPeople.find(({ board }) => board === boardId)
    return people.length === 0 && of ? { people: of.people } : {}
  }

  async function tell(alarmId: string, command: AlarmCommand, event: Recorded): Promise<void> {
    const stream = alarmStream(alarmId)
    await host.execute(alarmDecider, { stream, command, causationId: event.id })
  }

  function raise(
    { about, ...said }: AlarmSignal,
    { word, spec: { kind, nature } }: DeclaredAlarm,
    event: Recorded,
  ): Promise<void> {
    const cause = keepable(`${word} ${about}`, mostText)
    const group = keepable(said.group, mostText)
    const [subject, text] = [keepable(said.subject, mostText), keepable(said.text, mostText)]
    const { state, severity, boardId } = said
    const signal = {
      ...{ cause, kind, group, subject, text, state, severity, boardId },
      ...keptCalling({ ...said, ...peopleOf(said) }),
      ...(nature && { nature }),
    }
    const source = { sourceEventId: event.id, at: event.receivedAt }
    return tell(alarmIdOf(cause), { type: 'signal', signal, ...source, ...common() }, event)
  }

  async function end(
    { group, text }: AlarmsEnd,
    { word }: DeclaredAlarm,
    event: Recorded,
  ): Promise<void> {
    const which = { equals: { cause_group: group, open: true }, columns: ['alarm_id', 'cause'] }
    const { rows } = await host.all<AlarmRow>('alarms', which)
    for (const { alarm_id, cause } of rows)
      if (cause.startsWith(`${word} `))
        await tell(
          alarm_id,
          { type: 'end', text: keepable(text, mostText), sourceEventId: event.id, ...common() },
          event,
        )
  }

  const typesOf = ({ spec }: DeclaredAlarm): string[] =>
    [spec.on, spec.ends ?? {}].flatMap(Object.keys)
  return Object.fromEntries(
    alarms.flatMap(typesOf).map(type => [
      type,
      async event => {
        for (const alarm of alarms) {
          const signal = alarm.spec.on[type]?.(event)
          if (signal) await raise(signal, alarm, event)
          const over = alarm.spec.ends?.[type]?.(event)
          if (over) await end(over, alarm, event)
        }
      },
    ]),
  )
}
