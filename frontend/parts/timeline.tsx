import type { Level } from '../words/levels.ts'
import { exactTime } from '../words/times.ts'
import { describeSpan } from '../words/durations.ts'

/** A stretch of time in which something stood in one way. Times in ms. */
export interface Stretch {
  readonly from: number
  /** Null: it lasts. */
  readonly to: number | null
  readonly name: string
  readonly look: Level | 'done' | 'running' | 'waiting' | 'none'
}

interface TimelineProps {
  readonly stretches: readonly Stretch[]
  readonly from: number
  readonly to: number
  /** What it shows, in words. */
  readonly label: string
}

const width = 1000
const height = 20

/** Stretches of time side by side, as long as they lasted; each says what it was on hover, and all of it stands in words for who does not see it. */
export function Timeline({ stretches, from, to, label }: TimelineProps) {
  const scale = width / Math.max(1, to - from)
  const shown = stretches.filter(one => one.from < to && (one.to ?? to) > from)
  return (
    <figure class="timeline">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {shown.map(one => {
          const start = Math.max(one.from, from)
          const end = Math.min(one.to ?? to, to)
          return (
            <rect
              key={`${one.from} ${one.name}`}
              class={`stretch is-${one.look}`}
              x={(start - from) * scale}
              y={0}
              width={Math.max(2, (end - start) * scale - 2)}
              height={height}
              data-tip={describeStretch(one, to)}
            />
          )
        })}
      </svg>
      <ol class="unseen">
        {shown.map(one => (
          <li key={`${one.from} ${one.name}`}>{describeStretch(one, to)}</li>
        ))}
      </ol>
    </figure>
  )
}

function describeStretch({ name, from, to }: Stretch, now: number): string {
  const span = describeSpan(from, to ?? now)
  return `${name}: ${span}${to === null ? ' until now' : ''}, since ${exactTime(from, { now })}`
}
