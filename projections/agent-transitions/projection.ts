import { defineProjection } from '../../core/projection.ts'
import type { Changed, Evidence } from '../../plugins/continuity/events.ts'
import type { Continuity, Reason } from '../../plugins/continuity/words.ts'

/** One change of an agent's recorded standing. */
export interface TransitionRow {
  readonly event_id: string
  readonly agent_id: string
  readonly board_id: string
  readonly from_continuity: Continuity
  readonly from_reason: Reason
  readonly to_continuity: Continuity
  readonly to_reason: Reason
  readonly text: string
  readonly became_true_at: Date
  readonly detected_at: Date
  readonly evidence: readonly Evidence[]
}

/** Every change of every agent's recorded standing, one row each. */
export default defineProjection<TransitionRow, Changed>({
  name: 'agent-transitions',
  version: 1,
  columns: {
    event_id: 'uuid',
    agent_id: 'uuid',
    board_id: 'uuid',
    from_continuity: 'text',
    from_reason: 'text',
    to_continuity: 'text',
    to_reason: 'text',
    text: 'text',
    became_true_at: 'timestamptz',
    detected_at: 'timestamptz',
    evidence: 'jsonb',
  },
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
