import Joi from 'joi'
import {
  defineList,
  defineRoute,
  inputs,
  notFound,
  rowsQuery,
  type PageQuery,
  type ReadHost,
  type Route,
  seesBoard,
} from '../../core/plugin-api.ts'
import { evidenceTable, type GsdEvidenceRow } from './projection.ts'

const evidence = evidenceTable.schema.keys({
  state: Joi.valid('stands', 'withdrawn').required(),
})

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
        run_id: inputs.uuid().required(),
      }),
      query: Joi.object(rowsQuery),
      response: Joi.object({
        run_id: inputs.uuid().required(),
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
  return { ...evidenceTable.toBody(row), state: row.withdrawn_at === null ? 'stands' : 'withdrawn' }
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
