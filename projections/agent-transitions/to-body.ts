import type { TransitionRow } from './projection.ts'

/** A transition as the API answers it. */
export function toBody(row: TransitionRow): object {
  return {
    event_id: row.event_id,
    from: row.from_continuity,
    from_reason: row.from_reason,
    to: row.to_continuity,
    reason: row.to_reason,
    text: row.text,
    became_true_at: row.became_true_at,
    detected_at: row.detected_at,
    evidence: row.evidence.map(({ signal, says, at, eventId }) => ({
      ...{ signal, says, at, event_id: eventId },
    })),
  }
}
