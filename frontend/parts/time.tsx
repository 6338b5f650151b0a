import { now } from '../state/clock.ts'
import type { Moment } from '../words/durations.ts'
import { describeTime, relativeTime } from '../words/times.ts'

interface TimeProps {
  readonly at: Moment | null
  /** `relative`: `12 min ago`; by default `02:11`. */
  readonly as?: 'short' | 'relative'
  /** Within a row that takes the focus itself, it is no stop of its own. */
  readonly within?: 'row'
}

/** A time in few characters; the exact one, where the reader is and in UTC, shows on hover and focus. */
export function Time({ at, as = 'short', within }: TimeProps) {
  if (at === null) return <span class="second">never</span>
  const time = new Date(at)
  if (Number.isNaN(time.getTime())) return <span class="second">at no known time</span>
  const text = as === 'short' ? describeTime(at, { now: now.value }) : relativeTime(at, now.value)
  const stop = within === 'row' ? {} : { tabIndex: 0 }
  return (
    <time class="time" dateTime={time.toISOString()} data-tip="time" {...stop}>
      {text}
    </time>
  )
}
