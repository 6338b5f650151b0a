import { defineProjection, type Recorded } from '../../core/plugin-api.ts'
import type { AttemptEvent, EventNamed } from '../../plugins/recovery/events.ts'
import { attemptTable, type AttemptRow } from '../../plugins/recovery/rows.ts'

type Told = Extract<AttemptEvent, { data: { attemptId: string } }>

/** Every attempt to heal something, and what became of it. */
export default defineProjection<AttemptRow, Told>({
  name: 'recovery-attempts',
  version: 1,
  columns: attemptTable.columns,
  indexes: [
    ['requested_at', 'attempt_id'],
    ['board_id', 'requested_at', 'attempt_id'],
    ['recovery_id', 'requested_at', 'attempt_id'],
    ['policy', 'requested_at', 'attempt_id'],
  ],
  keys: event => [event.data.attemptId],
  on: {
    'recovery.Requested': (row, event) => row ?? begin(event),
    'recovery.ActionStarted': (row, { receivedAt }) =>
      row ? { ...row, started_at: receivedAt, outcome: 'running' } : null,
    'recovery.ActionFinished': (row, { data, receivedAt }) =>
      row
        ? {
            ...row,
            ...{ finished_at: receivedAt, outcome: 'watched', result: data.outcome },
            ...{ exit_code: data.exitCode, freed_bytes: data.freedBytes },
            ...{ duration_ms: data.durationMs, output: data.output },
          }
        : null,
    'recovery.Verified': (row, { data, receivedAt }) =>
      row
        ? {
            ...row,
            ...{ outcome: 'verified', ended_at: receivedAt, heal_seconds: data.tookSeconds },
            verified_event_ids: data.eventIds,
          }
        : null,
    'recovery.Unverified': (row, { data, receivedAt }) =>
      row
        ? {
            ...row,
            ...{ outcome: 'unverified', ended_at: receivedAt, outcome_why: data.why },
            verified_event_ids: data.eventIds,
          }
        : null,
    'recovery.Abandoned': (row, { data, receivedAt }) =>
      row ? { ...row, outcome: 'abandoned', ended_at: receivedAt, outcome_why: data.text } : null,
    'recovery.Withdrawn': (row, { data, receivedAt }) =>
      row ? { ...row, outcome: 'withdrawn', ended_at: receivedAt, outcome_why: data.why } : null,
  },
})

function begin({ data, receivedAt }: Recorded<EventNamed<'recovery.Requested'>>): AttemptRow {
  return {
    ...{ attempt_id: data.attemptId, recovery_id: data.recoveryId, policy: data.policy },
    ...{ kind: data.kind, subject_id: data.subjectId, subject: data.subject, host: data.host },
    ...{ board_id: data.boardId, state: data.state, text: data.text, event_ids: data.eventIds },
    ...{ node: data.node, action: data.action.says, how: data.how, requested_by: data.by },
    ...{ requested_at: receivedAt, started_at: null, finished_at: null, ended_at: null },
    ...{ outcome: 'requested', outcome_why: null, result: null, exit_code: null },
    ...{ freed_bytes: null, duration_ms: null, output: null, verified_event_ids: [] },
    ...{ heal_seconds: null, approved_by: data.by === 'policy' ? null : (data.person ?? null) },
  }
}
