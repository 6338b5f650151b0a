import { defineProjection, type Recorded } from '../../core/plugin-api.ts'
import type { VerificationEvent, VerificationFinished } from '../../plugins/rollout/events.ts'
import { verificationTable, type VerificationRow } from './table.ts'

/** Every verification of every target. */
export default defineProjection<VerificationRow, VerificationEvent>({
  name: 'verifications',
  version: 2,
  columns: verificationTable.columns,
  indexes: [
    ['finished_at', 'verification_id'],
    ['target', 'finished_at', 'verification_id'],
    ['run_id', 'finished_at', 'verification_id'],
    ['release_id', 'finished_at', 'verification_id'],
    ['board_id', 'finished_at', 'verification_id'],
  ],
  keys: event => [event.data.verificationId],
  on: {
    'rollout.VerificationFinished': (row, event) => row ?? begin(event),
    'rollout.RolledBack': (row, { data: { verificationId: _id, ...rollback } }) =>
      row ? { ...row, rollback } : null,
  },
})

function begin({ id, data, metadata }: Recorded<VerificationFinished>): VerificationRow {
  return {
    verification_id: data.verificationId,
    target: data.target,
    run_id: data.runId,
    release_id: data.releaseId,
    board_id: data.boardId,
    // Before this was recorded, what named a board could have been asked for by anybody of it.
    speaks_for: data.speaksFor ?? (data.boardId === null ? 'all' : 'board'),
    verdict: data.verdict,
    checks: data.checks,
    health_gate: data.healthGate,
    rollback: null,
    evidence_link: data.evidenceLink,
    verified_by: metadata['actor'] ?? 'system:rollout',
    started_at: new Date(data.startedAt),
    finished_at: new Date(data.finishedAt),
    event_id: id,
  }
}
