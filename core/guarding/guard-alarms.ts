import type { AlarmSignal, AlarmSpecs } from '../alarm.ts'
import type { Recorded } from '../event.ts'
import type { GuardEvent } from './guard-events.ts'
import { reaches } from './levels.ts'
import { nameOf } from './subject.ts'

/** The alarm of a guard: of each of its subjects that is not well. */
export function guardAlarms(guard: string, title: string): AlarmSpecs {
  const signal = (
    { data }: Recorded<GuardEvent<'LevelChanged' | 'Forgotten'>>,
    rest: Pick<AlarmSignal, 'state' | 'severity'> & { readonly says: string },
  ): AlarmSignal => {
    const { says, ...told } = rest
    const subject = nameOf(data)
    return {
      about: data.host === null ? data.subject : `${data.host} ${data.subject}`,
      group: data.host === null ? guard : `${guard} ${data.host}`,
      boardId: data.boardId,
      subject: `${title}: ${subject}`,
      labels: { guard, subject: data.subject, ...(data.host !== null && { host: data.host }) },
      ...told,
      text: `${title}: ${subject} ${says}`,
    }
  }
  return {
    [guard]: {
      kind: guard,
      summary: `${title}: something is at warning or worse, or cannot be read; over when it is ok, or forgotten.`,
      on: {
        [`${guard}.LevelChanged`]: (event: Recorded<GuardEvent<'LevelChanged'>>) => {
          const { to, held, text } = event.data
          const isCritical = to === 'unknown' ? false : reaches(held, 'critical')
          return signal(event, {
            state: to === 'ok' ? 'cleared' : 'raised',
            severity: isCritical ? 'critical' : 'warning',
            says: `is ${to}: ${text}`,
          })
        },
        [`${guard}.Forgotten`]: (event: Recorded<GuardEvent<'Forgotten'>>) =>
          signal(event, {
            state: 'cleared',
            severity: 'warning',
            says: `was forgotten: ${event.data.reason}`,
          }),
      },
    },
  }
}
