import { to } from '../state/route.ts'
import { type Level, levelOf } from '../words/levels.ts'
import { LevelWord } from './level.tsx'
import { Said } from './said.tsx'
import { Time } from './time.tsx'

/** How something came to stand otherwise. */
export interface Transition {
  readonly from: string
  readonly to: string
  readonly at: string
  /** When it was recorded, where that is later. */
  readonly near?: string
  readonly text: string
  readonly event_id: string
}

interface TransitionsProps {
  readonly transitions: readonly Transition[]
  /** What stands where there is none. */
  readonly none?: string
  /** The level that a word of it stands for. */
  readonly level?: (word: string) => Level
}

/** How something came to stand as it does, newest first, each with the event that says so. */
export function Transitions({
  transitions,
  none = 'Its level has not changed.',
  level = levelOf,
}: TransitionsProps) {
  return (
    <section class="panel" aria-label="Transitions">
      <h3>Transitions</h3>
      {transitions.length === 0 ? (
        <p class="second">{none}</p>
      ) : (
        <ol class="transitions">
          {transitions.map(one => (
            <li key={one.event_id}>
              <Time at={one.at} />
              <span>
                <LevelWord level={level(one.to)} word={one.to} />{' '}
                <span class="second">after {one.from}</span>
              </span>
              <a href={to('/history', { event: one.event_id, near: one.near ?? one.at })}>
                <Said text={one.text} />
              </a>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
