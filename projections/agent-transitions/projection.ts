import Joi from 'joi'
import {
  columns,
  defineProjection,
  defineTable,
  inputs,
  type RowOf,
} from '../../core/plugin-api.ts'
import type { Changed, Evidence } from '../../plugins/continuity/events.ts'
import { continuities, reasonNames } from '../../plugins/continuity/words.ts'

const evidence = Joi.object({
  signal: Joi.string().required(),
  says: Joi.string().required(),
  at: inputs.time().required(),
  event_id: inputs.uuid().required(),
})

/** The read model: one change of an agent's recorded standing a row. */
export const transitionTable = defineTable({
  event_id: columns.uuid(),
  agent_id: columns.hidden(columns.uuid()),
  board_id: columns.hidden(columns.uuid()),
  from_continuity: columns.shownAs('from', columns.word(continuities, 'Standing before.')),
  from_reason: columns.word(reasonNames),
  to_continuity: columns.shownAs('to', columns.word(continuities, 'Standing from then on.')),
  to_reason: columns.shownAs('reason', columns.word(reasonNames, 'Why.')),
  text: columns.text('That in words.'),
  became_true_at: columns.timestamp('When it became true.'),
  detected_at: columns.timestamp('When it was noticed.'),
  evidence: columns.json<readonly Evidence[]>(Joi.array().items(evidence), 'What it rested on.'),
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
