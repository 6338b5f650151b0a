import type { Recorded } from '../../core/event.ts'
import { defineProjection } from '../../core/projection.ts'
import type { EvidenceAttached, EvidenceWithdrawn } from '../../plugins/gsd/events.ts'
import type { GsdEvidenceRow } from './row.ts'

/** Every proof that was ever attached to a run. */
export default defineProjection<GsdEvidenceRow, EvidenceAttached | EvidenceWithdrawn>({
  name: 'gsd-evidence',
  version: 1,
  columns: {
    id: 'uuid',
    run_id: 'uuid',
    type: 'text',
    title: 'text',
    url: 'text',
    predicate: 'jsonb',
    subject: 'jsonb',
    digest: 'text',
    stage: 'text',
    verification_id: 'text',
    attached_revision: 'bigint',
    attached_at: 'timestamptz',
    attached_by: 'text',
    withdrawn_at: 'timestamptz',
    withdrawn_by: 'text',
    withdrawn_reason: 'text',
  },
  indexes: [['run_id', 'attached_revision']],
  keys: event => [event.data.evidenceId],
  on: {
    'gsd.EvidenceAttached': (row, event) => row ?? attached(event),
    'gsd.EvidenceWithdrawn': (row, { data, metadata, receivedAt }) =>
      row
        ? {
            ...row,
            withdrawn_at: receivedAt,
            withdrawn_by: metadata['actor'] ?? '',
            withdrawn_reason: data.reason,
          }
        : null,
  },
})

function attached({ data, metadata, receivedAt, revision }: Recorded<EvidenceAttached>) {
  const { runId, evidenceId, type, title, url, predicate, subject, digest, stage } = data
  return {
    ...{ id: evidenceId, run_id: runId, type, title, url, predicate, subject, digest, stage },
    verification_id: data.verificationId,
    attached_revision: Number(revision),
    attached_at: receivedAt,
    attached_by: metadata['actor'] ?? '',
    ...{ withdrawn_at: null, withdrawn_by: null, withdrawn_reason: null },
  }
}
