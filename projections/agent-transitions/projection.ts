import Joi from 'joi'
import * as table from '../../core/readmodel/table.ts'
import { defineTable, type RowOf } from '../../core/readmodel/table.ts'
import { time, uuid } from '../../core/validation/fields.ts'
import { defineProjection } from '../../core/projection.ts'
import type { Changed, Evidence } from '../../plugins/continuity/events.ts'
import { continuities, reasonNames } from '../../plugins/continuity/words.ts'

const evidence = Joi.object({
  signal: Joi.string().required(),
  says: Joi.string().required(),
  at: time().required(),
  event_id: uuid().required(),
})

/** The read model: one change of an agent's recorded standing a row. */
export const transitionTable = defineTable({
  event_id: table.uuid(),
  agent_id: table.hidden(table.uuid()),
  board_id: table.hidden(table.uuid()),
  from_continuity: table.shownAs('from', table.word(continuities, 'Standing before.')),
  from_reason: table.word(reasonNames),
  to_continuity: table.shownAs('to', table.word(continuities, 'Standing from then on.')),
  to_reason: table.shownAs('reason', table.word(reasonNames, 'Why.')),
  text: table.text('That in words.'),
  became_true_at: table.timestamp('When it became true.'),
  detected_at: table.timestamp('When it was noticed.'),
  evidence: table.json<readonly Evidence[]>(Joi.array().items(evidence), 'What it rested on.'),
})
export type TransitionRow = RowOf<typeof transitionTable>

/** Every change of every agent's recorded standing, one row each. */
export default defineProjection<TransitionRow, Changed>({
  name: 'agent-transitions',
  version: 1,
  columns: transitionTable.columns,
  indexes: [['agent_id', 'detected_at', 'event_id']],
  keys: event => [event.id],
  on: {
    'continuity.Changed': (row, { id, data }) =>
      row ?? {
        event_id: id,
        agent_id: data.agentId,
        board_id: data.boardId,
        from_continuity: data.from,
        from_reason: data.fromReason,
        to_continuity: data.to,
        to_reason: data.reason,
        text: data.text,
        became_true_at: new Date(data.becameTrueAt),
        detected_at: new Date(data.detectedAt),
        evidence: data.evidence,
      },
  },
})
