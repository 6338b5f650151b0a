import { subjectPages } from '../guarding/answering/subject-pages.ts'
import type { GuardSubject, GuardView } from '../guarding/guard-view.ts'
import { pressures } from '../guarding/levels.ts'
import type { Healable, HealableSubject, Look } from './healable.ts'

/** So many intervals a cure has to show in, beside the time that its level takes to be left. */
const intervals = 3

/** Makes the subjects of a guard healable, by what every guard shows. */
export function healableOfGuard(guard: string, view: GuardView): Healable {
  return {
    kind: guard,
    summary: `${view.title}: something is at warning or worse, or cannot be read.`,
    states: ['unknown', ...pressures],
    scale: pressures,
    async ailing() {
      const found: HealableSubject[] = []
      for await (const subjects of subjectPages(view))
        found.push(...subjects.filter(isAiling).map(one => toHealable(guard, one)))
      return found
    },
    async look(id): Promise<Look | undefined> {
      const subject = await view.subject(id)
      if (!subject || isLeftOut(subject)) return undefined
      const last = await view.lastReading?.(id)
      const { leaveAfterSeconds = 0, intervalSeconds = view.everySeconds } = last ?? {}
      return {
        ...toHealable(guard, subject),
        readings: last ? [{ eventId: last.eventId, at: last.at, state: last.level }] : [],
        showsWithinSeconds: leaveAfterSeconds + intervals * intervalSeconds,
      }
    },
    ...(view.heals ? { actions: view.heals } : {}),
  }
}

function isLeftOut({ state }: GuardSubject): boolean {
  return state === 'gone' || state === 'forgotten'
}

function isAiling(subject: GuardSubject): boolean {
  return subject.level !== 'ok' && !isLeftOut(subject)
}

function toHealable(guard: string, subject: GuardSubject): HealableSubject {
  const { id, subject: name, host, boardId, level, since, text, eventIds } = subject
  const about = host === null ? name : `${host} ${name}`
  return {
    ...{ id, subject: name, host, boardId, since, text, eventIds },
    ...{ state: level, reason: null, above: null },
    alarm: { kind: guard, cause: `${guard} ${about}` },
  }
}
