import Joi from 'joi'
import {
  columns,
  defineProjection,
  defineTable,
  type Recorded,
  type RowOf,
} from '../../core/plugin-api.ts'
import type { EvidenceAttached, EvidenceWithdrawn } from '../../plugins/gsd/events.ts'
import type { EvidenceContent } from '../../plugins/gsd/events/evidence-events.ts'
import { stages } from '../../plugins/gsd/stage.ts'

const words = Joi.string().allow('')

/** One proof of a run, whether it stands or was withdrawn. */
export const evidenceTable = defineTable({
  id: columns.uuid(),
  run_id: columns.hidden(columns.uuid()),
  type: columns.text(),
  title: columns.text(),
  url: columns.nullable(columns.text()),
  predicate: columns.json<EvidenceContent['predicate']>(Joi.object().unknown().allow(null)),
  subject: columns.json<EvidenceContent['subject']>(
    Joi.array().items(Joi.object({ name: words.required(), digest: words.required() })),
  ),
  digest: columns.sha256(
    'SHA-256 of the canonical JSON of type, title, url, predicate and subject.',
  ),
  stage: columns.word(stages, 'The stage of the run at that time.'),
  verification_id: columns.nullable(columns.text('The verification that made it.')),
  // Revision of the run at which it was attached: the order of its evidence.
  attached_revision: columns.hidden(columns.bigint()),
  attached_at: columns.timestamp(),
  attached_by: columns.text(),
  withdrawn_at: columns.nullable(columns.timestamp()),
  withdrawn_by: columns.nullable(columns.text()),
  withdrawn_reason: columns.nullable(columns.text()),
})

export type GsdEvidenceRow = RowOf<typeof evidenceTable>

/** Every proof that was ever attached to a run. */
export default defineProjection<GsdEvidenceRow, EvidenceAttached | EvidenceWithdrawn>({
  name: 'gsd-evidence',
  version: 1,
  columns: evidenceTable.columns,
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
