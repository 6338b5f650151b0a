import { targetBody } from '../../plugins/continuity/answering/target-body.ts'
import type { AgentRow } from '../../plugins/continuity/rows.ts'
import { toBody, type AgentBody, type Surroundings } from './to-body.ts'

/** An agent by itself: how it stands, and how it is looked at. */
export function toAgentBody(row: AgentRow, surroundings: Surroundings): AgentBody {
  return {
    ...toBody(row, surroundings),
    phase: row.retired_at ? 'retired' : row.paused_at ? 'paused' : 'active',
    heartbeat: { every_seconds: row.every_seconds },
    probe: targetBody(row.probe),
    run_id: row.signs.beat?.runId ?? null,
    created_at: row.registered_at,
    updated_at: updatedAt(row),
  }
}

function updatedAt({ updated_at: decidedAt, signs: { beat } }: AgentRow): Date | string | null {
  if (!beat || (decidedAt && decidedAt.toISOString() > beat.receivedAt)) return decidedAt
  return beat.receivedAt
}
