import {
  described,
  nullable,
  number,
  optional,
  record,
  seconds,
  text,
  type Of,
} from '../../core/shape.ts'
import { agent } from './observations.ts'
import { probeTarget, runtimeTarget } from './target.ts'

/** Name of a board. */
export const boardName = text('Name of the board.', 'Delivery')

/** What a board is. */
export const boardSettings = record({
  boardId: agent.boardId,
  name: boardName,
  slug: text('Its name in addresses.', 'delivery'),
  runtime: nullable(
    described(runtimeTarget, 'Where its agents run; null: nowhere that can be asked.'),
  ),
})

/** How an agent is looked at. */
export const agentSettings = record({
  ...agent,
  everySeconds: number('How often it means to beat.', 1_800, schema => schema.greater(0)),
  runtimeSessionId: nullable(
    text('Its session in the runtime.', 'agent:scribe:main', schema => schema.max(500)),
  ),
  graceSeconds: optional(nullable(seconds('So long after it was due it is late.', 3_600))),
  schedule: optional(
    nullable(
      record(
        {
          cron: text('When it means to beat.', '15 2 * * *', schema => schema.max(100)),
          timeZone: text('By the clock of which place.', 'Europe/Berlin', schema => schema.max(64)),
        },
        'When it means to beat, instead of how often.',
      ),
    ),
  ),
  probe: nullable(described(probeTarget, 'How it is probed itself.')),
})

export type BoardSettings = Of<typeof boardSettings>
export type AgentSettings = Of<typeof agentSettings>
