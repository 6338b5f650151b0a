import type { Clock } from '../clock.ts'
import type { Silence, Silenceable, Silences } from '../silence.ts'
import { within } from '../timing/within.ts'

const budgetMs = 2_000

/** Knows who can say that something is silenced, and asks all of them. */
export interface SilenceKeeper {
  /** Adds what a plugin answers, if it answers. */
  offer(silences: Silences | undefined): void
  /** All that silences something now; rejects when one who would know does not answer in time: not known is not "nothing". */
  ask(about: Silenceable): Promise<readonly Silence[]>
}

/** Creates the keeper of a process. */
export function createSilenceKeeper(clock: Clock): SilenceKeeper {
  const known: Silences[] = []
  return {
    offer(silences) {
      if (silences) known.push(silences)
    },
    async ask(about) {
      const budget = { ms: budgetMs, time: clock }
      const answers = known.map(one => within(budget, async () => one(about)))
      return (await Promise.all(answers)).flat()
    },
  }
}
