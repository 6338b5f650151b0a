import type { ReadonlySignal } from '@preact/signals'
import type { LiveState } from '../api/live.ts'
import { now } from '../state/clock.ts'
import type { Level } from '../words/levels.ts'
import { describeTime } from '../words/times.ts'
import { LevelShape } from './level.tsx'

interface LiveBadgeProps {
  readonly state: ReadonlySignal<LiveState>
  retry(): void
}

/** Whether what is shown is what is so: live, or since when not. Its changes are read out. */
export function LiveBadge({ state, retry }: LiveBadgeProps) {
  const { level, text } = describeLive(state.value, now.value)
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

/** How the connection is, in words. */
export function describeLive(
  { kind, since, wasLostSince }: LiveState,
  atMs: number,
): { readonly level: Level; readonly text: string } {
  const time = (at: number): string => describeTime(at, { now: atMs })
  switch (kind) {
    case 'live':
      return {
        level: 'ok',
        text: wasLostSince === undefined ? 'live' : `live again; lost since ${time(wasLostSince)}`,
      }
    case 'stale':
      return { level: 'warning', text: `nothing heard since ${time(since)}` }
    case 'lost':
      return { level: 'critical', text: `connection lost since ${time(since)}` }
    case 'connecting':
      return { level: 'unknown', text: 'connecting' }
    case 'off':
      return { level: 'unknown', text: 'not live' }
  }
}
