import { useState } from 'preact/hooks'
import { asOf } from '../../api/as-of.ts'
import { newKey } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { LevelWord } from '../../parts/level.tsx'
import { Time } from '../../parts/time.tsx'
import { Unread } from '../../parts/unread.tsx'
import { now } from '../../state/clock.ts'
import { may } from '../../state/session.ts'
import { describeDuration } from '../../words/durations.ts'
import { describeTime } from '../../words/times.ts'
import { cancelWindow, useWindows, type Window } from './alarm-data.ts'

/** Maintenance windows that are open or planned: what of, since when, until when by whose clock, and why; each can be ended. */
export function Windows() {
  const { value, problem, again } = useWindows()
  const [asking, ask] = useState<Window | undefined>()
  const mayChange = may('operate') && asOf.value === null
  return (
    <section class="section mutes" aria-labelledby="windows">
      <h2 id="windows">Maintenance windows</h2>
      {problem && !value && <Unread what="maintenance windows" problem={problem} again={again} />}
      {value?.length === 0 && (
        <p class="second">
          None is open or planned. <code>decklog windows plan</code> plans one.
        </p>
      )}
      <ul>
        {value?.map(window => (
          <li key={window.window_id} class="mute">
            <WindowLine window={window} />
            {mayChange && (
              <button type="button" onClick={() => ask(window)}>
                End
              </button>
            )}
          </li>
        ))}
      </ul>
      {asking && <End window={asking} close={() => ask(undefined)} />}
    </section>
  )
}

interface EndProps {
  readonly window: Window
  close(): void
}

function End({ window, close }: EndProps) {
  const [key] = useState(newKey)
  return (
    <Confirm
      title="End this maintenance window"
      verb="End it"
      act={() => cancelWindow(window.window_id, key)}
      close={close}
    >
      <WindowLine window={window} />
      <p class="second">It is over for good. What it kept back and still is so is told now.</p>
    </Confirm>
  )
}

function WindowLine({ window }: { readonly window: Window }) {
  const { reason, planned_by: by, planned_at: at, opened_at: since, closes_at: until } = window
  return (
    <div class="mute-words">
      <p>
        {since === null ? (
          <span class="second">planned</span>
        ) : (
          <LevelWord level="ok" word="open" />
        )}{' '}
        {whatOf(window)}
        {since !== null && (
          <>
            , since <Time at={since} />, until <Time at={until ?? window.ends_at} />
          </>
        )}
        : {reason}
      </p>
      <p class="second small">
        {whenOf(window, now.value)}; {by}, <Time at={at} />
      </p>
    </div>
  )
}

/** What a window is about, in words. */
function whatOf({ kind, board_id: board, labels }: Window): string {
  const about = kind === null ? 'every alarm' : `every alarm about ${kind}`
  const named = Object.entries(labels).map(([name, value]) => `${name} ${value}`)
  const where = [...(board === null ? [] : ['one board']), ...named]
  return where.length === 0 ? about : `${about} of ${where.join(' and ')}`
}

/** When a window is open, by the clock that it is planned by: `by 0 22 * * 6 in Europe/Berlin, 2 h each time, until 1 Dec`. */
function whenOf(window: Window, at: number): string {
  const { schedule, time_zone: timeZone, lasts_seconds: lasts, ends_at: ends } = window
  const by = (time: string): string => describeTime(time, { now: at, timeZone })
  if (schedule === null) return `${by(window.begins_at)} to ${by(ends)} in ${timeZone}`
  return `by ${schedule} in ${timeZone}, ${describeDuration(lasts)} each time, until ${by(ends)}`
}
