import { subjectPages } from '../guarding/answering/subject-pages.ts'
import type { GuardPast, GuardSubject, GuardView, PastSubject } from '../guarding/guard-view.ts'
import { pressures } from '../guarding/levels.ts'
import type { Healable, HealablePast, HealableSubject, Look } from './healable.ts'
import { followThings } from './past.ts'

/** So many intervals a cure has to show in, beside the time that its level takes to be left. */
const intervals = 3

const ailments = ['unknown', ...pressures]

/** Makes the subjects of a guard healable, by what every guard shows. */
export function healableOfGuard(guard: string, view: GuardView): Healable {
  return {
    kind: guard,
    summary: `${view.title}: something is at warning or worse, or cannot be read.`,
    states: ailments,
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
    ...(view.past ? { past: pastOf(guard, view.everySeconds, view.past) } : {}),
    ...(view.heals ? { actions: view.heals } : {}),
  }
}

function pastOf(guard: string, everySeconds: number, past: GuardPast): HealablePast {
  const { types, leaveAfterSeconds } = past
  const tell: Parameters<typeof followThings>[1] = event => {
    const subject = past.after(event)
    return subject && toHealable(guard, subject)
  }
  return {
    ...{ types, showsWithinSeconds: leaveAfterSeconds + intervals * everySeconds },
    follow: () => followThings(ailments, tell),
  }
}

function isLeftOut({ state }: GuardSubject): boolean {
  return state === 'gone' || state === 'forgotten'
}

function isAiling(subject: GuardSubject): boolean {
  return subject.level !== 'ok' && !isLeftOut(subject)
}

function toHealable(guard: string, subject: PastSubject): HealableSubject {
  const { id, subject: name, host, boardId, level, since, text, eventIds } = subject
  const about = host === null ? name : `${host} ${name}`
  return {
    ...{ id, subject: name, host, boardId, since, text, eventIds },
    ...{ state: level, reason: null, above: null },
    alarm: { kind: guard, cause: `${guard} ${about}` },
  }
}
