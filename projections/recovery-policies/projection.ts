import { defineProjection } from '../../core/plugin-api.ts'
import type { PauseEvent } from '../../plugins/recovery/pausing/pause.ts'
import { policyTable, type PolicyRow } from '../../plugins/recovery/rows.ts'

/** Which policies rest, and who said so. */
export default defineProjection<PolicyRow, PauseEvent>({
  name: 'recovery-policies',
  version: 1,
  columns: policyTable.columns,
  keys: event => [event.data.policy],
  on: {
    'recovery.PolicyPaused': (_row, { id, data, receivedAt, metadata }) => ({
      policy: data.policy,
      paused_at: receivedAt,
      paused_by: metadata['actor'] ?? 'system:recovery',
      reason: data.reason,
      until: data.until === null ? null : new Date(data.until),
      event_id: id,
    }),
    'recovery.PolicyResumed': (_row, { id, data: { policy } }) => ({
      ...{ policy, paused_at: null, paused_by: null, reason: null, until: null, event_id: id },
    }),
  },
})
