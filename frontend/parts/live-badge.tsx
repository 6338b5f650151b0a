import type { ReadonlySignal } from '@preact/signals'
import type { LiveState } from '../api/live.ts'
import { now } from '../state/clock.ts'
import { describeConnection } from '../words/connection.ts'
import { LevelShape } from './level.tsx'

interface LiveBadgeProps {
  readonly state: ReadonlySignal<LiveState>
  retry(): void
}

/** Whether what is shown is what is so: live, or since when not. Its changes are read out. */
export function LiveBadge({ state, retry }: LiveBadgeProps) {
  const { level, text } = describeConnection(state.value, now.value)
  const { kind } = state.value
  return (
    <div class="badge">
      <span class="badge-words" role="status">
        <LevelShape level={level} /> <span>{text}</span>
      </span>
      {kind === 'lost' || kind === 'stale' ? (
        <button type="button" class="link" onClick={retry}>
          Try now
        </button>
      ) : null}
    </div>
  )
}
