import Joi from 'joi'
import { seesBoard } from '../../core/access/sees-board.ts'
import { notFound } from '../../core/errors.ts'
import { defineRoute, type Route } from '../../core/http/route.ts'
import { defineList } from '../../core/lists/list.ts'
import { pageQuery, type PageQuery } from '../../core/lists/page.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import { time, uuid } from '../../core/validation/fields.ts'
import { stages } from '../../plugins/gsd/stage.ts'
import type { GsdEvidenceRow } from './row.ts'

const text = Joi.string().allow('')
const evidence = Joi.object({
  id: uuid(),
  type: text,
  title: text,
  url: text.allow(null),
  predicate: Joi.object().unknown().allow(null),
  subject: Joi.array().items(Joi.object({ name: text, digest: text })),
  digest: Joi.string()
    .hex()
    .length(64)
    .description('SHA-256 of the canonical JSON of type, title, url, predicate and subject.'),
  stage: Joi.valid(...stages).description('The stage of the run at that time().'),
  verification_id: text.allow(null).description('The verification that made it.'),
  state: Joi.valid('stands', 'withdrawn'),
  attached_at: time(),
  attached_by: text,
  withdrawn_at: time().allow(null),
  withdrawn_by: text.allow(null),
  withdrawn_reason: text.allow(null),
}).prefs({ presence: 'required' })

/** The evidence of a run as it came. */
const evidenceOfRun = defineList<GsdEvidenceRow>()({
  of: 'gsd-evidence',
  by: { attached_revision: 'bigint' },
  direction: 'ascending',
})

/** The route of `gsd-evidence`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [
    defineRoute<{ run_id: string }, PageQuery>({
      method: 'GET',
      path: '/api/v1/gsd-runs/{run_id}/evidence',
      scope: 'read',
      summary: 'Lists the evidence of a run as it came, what was withdrawn included.',
      tags: ['gsd runs'],
      params: Joi.object({
        run_id: uuid().required(),
      }),
      query: Joi.object(pageQuery),
      response: Joi.object({
        run_id: uuid().required(),
        evidence: Joi.array().items(evidence).required(),
      }),
      shows: ['gsd-evidence', 'gsd-runs'],
      async handle({ params: { run_id: runId }, query, caller }) {
        const run = await boardOf(host, runId)
        if (!run || !seesBoard(caller, run.board_id)) throw notFound('run')
        const { items, headers } = await evidenceOfRun.page(host, query, {
          where: [['run_id = $::uuid', runId]],
          of: runId,
        })
        return { body: { run_id: runId, evidence: items.map(toBody) }, headers }
      },
    }),
  ]
}

function toBody(row: GsdEvidenceRow): object {
  return {
    id: row.id,
    type: row.type,
    title: row.title,
    url: row.url,
    predicate: row.predicate,
    subject: row.subject,
    digest: row.digest,
    stage: row.stage,
    verification_id: row.verification_id,
    state: row.withdrawn_at === null ? 'stands' : 'withdrawn',
    attached_at: row.attached_at,
    attached_by: row.attached_by,
    withdrawn_at: row.withdrawn_at,
    withdrawn_by: row.withdrawn_by,
    withdrawn_reason: row.withdrawn_reason,
  }
}

/** The board of a run; undefined when there is no such run. */
async function boardOf(
  read: ReadHost,
  runId: string,
): Promise<{ readonly board_id: string | null } | undefined> {
  const [found] = await read.query<{ board_id: string | null }>(
    `
      select board_id
      from ${read.view('gsd-runs')}
      where _key = $1
    `,
    [runId],
  )
  return found
}
