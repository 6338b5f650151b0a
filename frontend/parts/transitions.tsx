import { to } from '../state/route.ts'
import { levelOf } from '../words/levels.ts'
import { LevelWord } from './level.tsx'
import { Time } from './time.tsx'

/** How something came to stand otherwise. */
export interface Transition {
  readonly from: string
  readonly to: string
  readonly at: string
  readonly text: string
  readonly event_id: string
}

/** The changes of a level, newest first, each with the event that says so. */
export function Transitions({ transitions }: { readonly transitions: readonly Transition[] }) {
  return (
    <section class="panel" aria-label="Transitions">
      <h3>Transitions</h3>
      {transitions.length === 0 ? (
        <p class="second">Its level has not changed.</p>
      ) : (
        <ol class="transitions">
          {transitions.map(one => (
            <li key={one.event_id}>
              <Time at={one.at} />
              <span>
                <LevelWord level={levelOf(one.to)} /> <span class="second">after {one.from}</span>
              </span>
              <a href={to('/history', { event: one.event_id, near: one.at })}>{one.text}</a>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
