import type { Webhook } from '../config.ts'
import type { Choose } from './alarm-state.ts'

/** Creates the choice of the webhooks that an alarm is to be told to, by their names. */
export function createChoice(webhooks: readonly Webhook[]): Choose {
  return ({ kind, boardId, severity }) =>
    webhooks
      .filter(({ kinds }) => kinds.length === 0 || kinds.includes(kind))
      .filter(({ leastSeverity }) => severity === 'critical' || leastSeverity === 'warning')
      .filter(({ boards }) => boards.length === 0 || (boardId !== null && boards.includes(boardId)))
      .map(({ name }) => name)
}
