import Joi from 'joi'
import { seesBoard } from '../../core/access/sees-board.ts'
import { invalidField, notFound } from '../../core/errors.ts'
import { decodeCursor, page, type PageCursor, pageQuery } from '../../core/http/page.ts'
import { defineRoute, type Route } from '../../core/http/route.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import { stages } from '../../plugins/gsd/stage.ts'
import type { GsdEvidenceRow } from './row.ts'

const text = Joi.string().allow('')
const time = Joi.string().isoDate()
const evidence = Joi.object({
  id: Joi.string().uuid(),
  type: text,
  title: text,
  url: text.allow(null),
  predicate: Joi.object().unknown().allow(null),
  subject: Joi.array().items(Joi.object({ name: text, digest: text })),
  digest: Joi.string()
    .hex()
    .length(64)
    .description('SHA-256 of the canonical JSON of type, title, url, predicate and subject.'),
  stage: Joi.valid(...stages).description('The stage of the run at that time.'),
  verification_id: text.allow(null).description('The verification that made it.'),
  state: Joi.valid('stands', 'withdrawn'),
  attached_at: time,
  attached_by: text,
  withdrawn_at: time.allow(null),
  withdrawn_by: text.allow(null),
  withdrawn_reason: text.allow(null),
}).prefs({ presence: 'required' })

/** The route of `gsd-evidence`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [
    defineRoute<{ run_id: string }, { limit: number; after?: string }>({
      method: 'GET',
      path: '/api/v1/gsd-runs/{run_id}/evidence',
      scope: 'read',
      summary: 'Lists the evidence of a run as it came, what was withdrawn included.',
      tags: ['gsd runs'],
      params: Joi.object({
        run_id: Joi.string().lowercase().uuid({ separator: '-', wrapper: false }).required(),
      }),
      query: Joi.object(pageQuery),
      response: Joi.object({
        run_id: Joi.string().uuid().required(),
        evidence: Joi.array().items(evidence).required(),
      }),
      shows: ['gsd-evidence', 'gsd-runs'],
      async handle({ params: { run_id: runId }, query, caller }) {
        const run = await boardOf(host, runId)
        if (!run || !seesBoard(caller, run.board_id)) throw notFound('run')
        const after = placeOf(decodeCursor(query.after))
        const rows = await listEvidence(host, { runId, after, limit: query.limit })
        const { items, headers } = page(rows, { ...query }, cursorOf)
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

function cursorOf({ attached_revision: revision, id }: GsdEvidenceRow): PageCursor {
  return { sort: revision, id }
}

function placeOf(cursor: PageCursor | undefined): number | undefined {
  if (cursor === undefined) return undefined
  if (typeof cursor.sort === 'number') return cursor.sort
  throw invalidField('after', 'is not a cursor of this list')
}

/** Which evidence of a run, and where the page begins. */
interface EvidenceFilter {
  readonly runId: string
  readonly after: number | undefined
  readonly limit: number
}

/** Lists the evidence of a run as it came, one more than the limit when there is more. */
function listEvidence(
  read: ReadHost,
  { runId, after, limit }: EvidenceFilter,
): Promise<readonly GsdEvidenceRow[]> {
  return read.query<GsdEvidenceRow>(
    `
      select *
      from ${read.view('gsd-evidence')}
      where run_id = $1
        and ($2::bigint is null or attached_revision > $2)
      order by attached_revision
      limit $3
    `,
    [runId, after ?? null, limit + 1],
  )
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
      where id = $1
    `,
    [runId],
  )
  return found
}
