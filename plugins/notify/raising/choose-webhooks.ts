import type { Receiver } from '../channels/settings.ts'
import type { Choose } from './alarm-state.ts'

/** Creates the choice of those that an alarm is to be told to, by their names. */
export function createChoice(receivers: readonly Receiver[]): Choose {
  return ({ kind, boardId, severity }) =>
    receivers
      .filter(({ kinds }) => kinds.length === 0 || kinds.includes(kind))
      .filter(({ leastSeverity }) => severity === 'critical' || leastSeverity === 'warning')
      .filter(({ boards }) => boards.length === 0 || (boardId !== null && boards.includes(boardId)))
      .map(({ name }) => name)
}
