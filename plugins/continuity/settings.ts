import { shapes } from '../../core/plugin-api.ts'
import { agent } from './observations.ts'
import { probeTarget, runtimeTarget } from './target.ts'

/** Name of a board. */
export const boardName = shapes.text('Name of the board.', 'Delivery')

/** What a board is. */
export const boardSettings = shapes.record({
  boardId: agent.boardId,
  name: boardName,
  slug: shapes.text('Its name in addresses.', 'delivery'),
  runtime: shapes.nullable(
    shapes.described(runtimeTarget, 'Where its agents run; null: nowhere that can be asked.'),
  ),
})

/** How an agent is looked at. */
export const agentSettings = shapes.record({
  ...agent,
  everySeconds: shapes.number('How often it means to beat.', 1_800, schema => schema.greater(0)),
  runtimeSessionId: shapes.nullable(
    shapes.text('Its session in the runtime.', 'agent:scribe:main', schema => schema.max(500)),
  ),
  graceSeconds: shapes.optional(
    shapes.nullable(shapes.seconds('So long after it was due it is late.', 3_600)),
  ),
  schedule: shapes.optional(
    shapes.nullable(
      shapes.record(
        {
          cron: shapes.text('When it means to beat.', '15 2 * * *', schema => schema.max(100)),
          timeZone: shapes.text('By the clock of which place.', 'Europe/Berlin', schema =>
            schema.max(64),
          ),
        },
        'When it means to beat, instead of how often.',
      ),
    ),
  ),
  probe: shapes.nullable(shapes.described(probeTarget, 'How it is probed itself.')),
})

export type BoardSettings = shapes.Of<typeof boardSettings>
export type AgentSettings = shapes.Of<typeof agentSettings>
