import type { Level } from '../../words/levels.ts'
import type { Target } from './target-data.ts'

type Condition = Target['condition']

const levelsOf: Readonly<Record<Condition, Level>> = {
  as_approved: 'ok',
  underway: 'ok',
  drifted: 'critical',
  unreachable: 'unknown',
  unknown: 'unknown',
  unwatched: 'unknown',
}

/** How bad it is how a target stands. */
export function levelOfTarget({ condition }: Pick<Target, 'condition'>): Level {
  return levelsOf[condition]
}

const words: Readonly<Record<Condition, string>> = {
  as_approved: 'runs what was approved',
  underway: 'is being rolled out to: what runs is not yet, or no more, what was approved',
  drifted: 'does not run what was approved',
  unreachable: 'cannot be seen: nobody knows what it runs',
  unknown: 'has nothing approved to run',
  unwatched: 'is looked at by nobody',
}

/** How a target stands, in words that follow its name. */
export function wordsOfTarget({ condition }: Pick<Target, 'condition'>): string {
  return words[condition]
}

/** Why it stands so, as its last look said; null where nobody has looked. */
export function whyOfTarget(target: Target): string | null {
  const { condition, drift_text: drift, unreachable_text: unseen, text } = target
  if (condition === 'drifted') return drift ?? text
  return condition === 'unreachable' ? (unseen ?? text) : text
}

/** Since when it stands so, where that is known. */
export function sinceOfTarget(target: Target): string | null {
  const { condition, drifted_since: drifted, unreachable_since: unseen } = target
  if (condition === 'drifted') return drifted
  return condition === 'unreachable' ? unseen : null
}

/** What to do about it; null where nothing is to be done. */
export function todoOfTarget({ condition, id }: Pick<Target, 'condition' | 'id'>): string | null {
  const todos: Partial<Readonly<Record<Condition, string>>> = {
    drifted: 'Roll out what was approved, or have what runs verified and approved.',
    unreachable: `See whether ${id} answers from here, and tells what runs.`,
    unknown: 'Verify it with its release: what is found right is approved.',
    unwatched: 'Give it a part `drift` in the configuration, and it is looked at.',
  }
  return todos[condition] ?? null
}
