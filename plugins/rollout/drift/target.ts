import { DecklogError, type Decider, digestOf } from '../../../core/plugin-api.ts'
import type { Approved, BlindReason, SeenImage, TargetEvent, TargetWatched } from './events.ts'

/** What one look, which may stand for several, says of a target. */
export type Seen =
  SeenRight | SeenDrifted | SeenBlind | { readonly outcome: 'underway' | 'unknown' }

interface SeenRight {
  readonly outcome: 'as_approved'
  readonly approved: Approved
  readonly running: readonly SeenImage[] | null
}

interface SeenDrifted {
  readonly outcome: 'drifted'
  readonly approved: Approved
  readonly running: readonly SeenImage[] | null
  readonly text: string
  readonly rightAt: string | null
}

interface SeenBlind {
  readonly outcome: 'unreachable'
  readonly reason: BlindReason
  readonly text: string
}

/** What may happen to a target: it was looked at, or nobody looks any more. */
export type TargetCommand =
  | ({ readonly type: 'look'; readonly at: string; readonly seen: Seen } & TargetWatched['data'])
  | { readonly type: 'drop'; readonly target: string; readonly reason: string }

/** What stands of a target. */
export interface TargetState {
  readonly drift: { readonly since: string; readonly releaseId: string; readonly is: string } | null
  readonly blind: { readonly since: string; readonly reason: BlindReason } | null
  readonly isWatched: boolean
}

/** The rules of a target: drift, and not being able to tell, begin once and end once, and neither ends the other. */
export const targetDecider: Decider<TargetState, TargetCommand, TargetEvent> = {
  initial: { drift: null, blind: null, isWatched: false },
  evolve(state, event) {
    switch (event.type) {
      case 'rollout.TargetWatched':
        return { ...state, isWatched: true }
      case 'rollout.DriftFound': {
        const { sinceAtLatest: since, approved, running, text } = event.data
        const is = differenceOf({ running, text })
        return { ...state, drift: { since, is, releaseId: approved.releaseId } }
      }
      case 'rollout.DriftCleared':
        return { ...state, drift: null }
      case 'rollout.TargetUnreachable': {
        const { since, reason } = event.data
        return { ...state, blind: { since, reason } }
      }
      case 'rollout.TargetReached':
        return { ...state, blind: null }
      case 'rollout.TargetDropped':
        return { drift: null, blind: null, isWatched: false }
      default:
        return event satisfies never
    }
  },
  decide(command, state) {
    if (command.type === 'look') return [...watched(command, state), ...decideLook(command, state)]
    if (!state.isWatched) return []
    if (command.reason.trim() === '')
      throw new DecklogError('DECKLOG_VALIDATION', 'A target is dropped for a reason.')
    const { target, reason } = command
    return [{ type: 'rollout.TargetDropped', data: { target, reason } }]
  },
}

function watched(
  { target, host }: TargetWatched['data'],
  { isWatched }: TargetState,
): readonly TargetEvent[] {
  return isWatched ? [] : [{ type: 'rollout.TargetWatched', data: { target, host } }]
}

function decideLook(
  { target, at, seen }: Extract<TargetCommand, { type: 'look' }>,
  state: TargetState,
): readonly TargetEvent[] {
  switch (seen.outcome) {
    case 'unreachable': {
      if (state.blind?.reason === seen.reason) return []
      const { reason, text } = seen
      const since = state.blind?.since ?? at
      return [{ type: 'rollout.TargetUnreachable', data: { target, reason, text, since } }]
    }
    case 'drifted':
      return [...reached(target, state), ...drifted({ target, at, seen }, state)]
    case 'as_approved':
      return [...reached(target, state), ...cleared(target, seen, state)]
    // A run that rolls out, and what nobody approved, neither begin nor end drift.
    case 'underway':
    case 'unknown':
      return reached(target, state)
    default:
      return seen satisfies never
  }
}

function reached(target: string, { blind }: TargetState): readonly TargetEvent[] {
  return blind ? [{ type: 'rollout.TargetReached', data: { target, since: blind.since } }] : []
}

function drifted(
  {
    target,
    at,
    seen,
  }: { readonly target: string; readonly at: string; readonly seen: SeenDrifted },
  { drift }: TargetState,
): readonly TargetEvent[] {
  const { approved, running, text, rightAt } = seen
  if (drift?.releaseId === approved.releaseId && drift.is === differenceOf(seen)) return []
  const sinceAtLatest = drift?.since ?? at
  const data = { target, approved, running, text, sinceAtLatest, rightAt }
  return [{ type: 'rollout.DriftFound', data }]
}

function cleared(
  target: string,
  { approved, running }: SeenRight,
  { drift }: TargetState,
): readonly TargetEvent[] {
  if (!drift) return []
  const how = drift.releaseId === approved.releaseId ? 'as_approved' : 'approved_since'
  const data = { target, how, approved, running, sinceAtLatest: drift.since } as const
  return [{ type: 'rollout.DriftCleared', data }]
}

function differenceOf({ running, text }: Pick<SeenDrifted, 'running' | 'text'>): string {
  return digestOf({ running, text })
}

/** Where it is decided about a target. */
export const targetStream = (target: string): string => `target-${target}`

/** Where looks at a target are recorded. */
export const lookStream = (target: string): string => `targetLook-${target}`
