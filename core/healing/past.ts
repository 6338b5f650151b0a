import type { Recorded } from '../event.ts'
import type { HealableSubject, PastThings } from './healable.ts'

/** Creates what follows things of which each event tells all of one; `undefined` where it tells of none. */
export function followThings(
  states: readonly string[],
  tell: (event: Recorded) => HealableSubject | undefined,
): PastThings {
  const ailing = new Map<string, HealableSubject>()
  return {
    take(event) {
      const told = tell(event)
      if (!told) return
      // It ails anew: the longest ailing come first.
      ailing.delete(told.id)
      if (states.includes(told.state)) ailing.set(told.id, told)
    },
    ailing: () => [...ailing.values()],
  }
}
