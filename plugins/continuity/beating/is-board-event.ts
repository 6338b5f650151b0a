import type { Recorded } from '../../../core/event.ts'
import type { BoardEvent, ContinuityEvent } from '../events.ts'

const types: ReadonlySet<string> = new Set<BoardEvent['type']>([
  'continuity.BoardConfigured',
  'continuity.AgentRegistered',
  'continuity.AgentRenamed',
  'continuity.AgentRetired',
])

/** Tells whether an event is one of a board's stream. */
export function isBoardEvent(event: Recorded<ContinuityEvent>): event is Recorded<BoardEvent> {
  return types.has(event.type)
}
