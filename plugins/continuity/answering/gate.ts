import Joi from 'joi'
import type { Gate } from '../../../core/gate.ts'
import type { Host } from '../../../core/plugin.ts'
import type { ContinuityConfig } from '../config.ts'
import { readWorld } from '../evaluating/world.ts'
import type { ContinuityEvent } from '../events.ts'
import { noBoard, reasonsOf } from './gate-reasons.ts'

interface Question {
  readonly board_id: string
}

/** The gate `continuity`: do the agents of a board really work? */
export function createGate(host: Host<ContinuityConfig, ContinuityEvent>): Gate<Question> {
  return {
    name: 'continuity',
    summary:
      'Do the agents of a board really work? Denies when its runtime is lost, when too many of its agents are unreachable, and for a board nobody knows; warns at any that is stale or unreachable.',
    question: Joi.object({
      board_id: Joi.string().guid().lowercase().required().description('The board.'),
    }),
    async answer({ board_id: boardId }) {
      const world = await readWorld(host, boardId)
      const { position } = world
      const [view] = world.boards
      if (!view) return { reasons: [noBoard], position }
      return { reasons: reasonsOf(view, world, host.config.denyAbovePercent), position }
    },
  }
}
