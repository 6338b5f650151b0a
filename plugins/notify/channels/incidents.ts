import type { Incident, Message, ToldAlarm } from './message.ts'
import { oneLine } from './text.ts'

/** What a channel that keeps incidents says of itself: a storm is one of them, whatever it tells. */
export const keepsIncidents = { incidents: 'storms_in_one', mostAlarms: 1_000 } as const

/** What becomes of which incidents by a message, in this order: where it does not say, each of its alarms has its own. */
export function incidentsOf({ alarms, incidents }: Message): readonly Incident[] {
  return (
    incidents ??
    alarms.map(alarm => ({ key: alarm.alarmId, change: changeOf(alarm), alarms: [alarm] }))
  )
}

/** What an alarm that is told makes of an incident of its own. */
export function changeOf({
  state,
  reminder,
}: Pick<ToldAlarm, 'state' | 'reminder'>): Incident['change'] {
  if (state === 'cleared') return 'resolve'
  return reminder === 'acknowledged' ? 'acknowledge' : 'trigger'
}

/** The one alarm of an incident that has no other; undefined: it keeps many. */
export function onlyOf({ key, alarms }: Incident): ToldAlarm | undefined {
  return alarms.find(({ alarmId }) => alarmId === key)
}

/** So many alarms of a storm are named one by one. */
export const mostNamed = 10

/** A storm in a line: how many and how bad, on which board or how many, and what the first of it are. */
export function stormLine({ alarms }: Incident, { title }: Message, most: number): string {
  const boards = new Set(alarms.flatMap(({ boardId }) => boardId ?? []))
  const [board] = boards
  const of = boards.size > 1 ? ` of ${boards.size} boards` : board ? ` of board ${board}` : ''
  const names = alarms.slice(0, mostNamed).map(({ subject }) => oneLine(subject, 60))
  const more = alarms.length > mostNamed ? ` and ${alarms.length - mostNamed} more` : ''
  return oneLine(`${title}${of}: ${names.join(', ')}${more}`, most)
}
