import Joi from 'joi'
import {
  type Caller,
  defineCursor,
  defineRoute,
  type Host,
  inputs,
  notFound,
  page,
  pageQuery,
  type PageQuery,
  type Recorded,
  type Route,
  seesBoard,
} from '../../../core/plugin-api.ts'
import { timelineEntry, timelineSchema } from '../answering/timeline.ts'
import type { GsdConfig } from '../config.ts'
import type { GsdEvent, RunEvent } from '../events.ts'
import { decisionStream, runStream } from '../run.ts'
import { isOfRun } from './read-run.ts'
import { base, runParams, type RunParams } from './run-command.ts'

const timelinePlace = defineCursor('timeline', { revision: 'bigint' })

/** GET /api/v1/gsd-runs/{run_id}/timeline, read from the ledger: it shows a write as soon as that is answered. */
export function timelineRoute(host: Host<GsdConfig, GsdEvent>): Route {
  return defineRoute<RunParams, PageQuery>({
    method: 'GET',
    path: '/api/v1/gsd-runs/{run_id}/timeline',
    scope: 'read',
    summary: 'Tells every fact of a run, oldest first: what, who, when and why.',
    tags: base.tags,
    params: runParams,
    query: Joi.object(pageQuery),
    response: timelineSchema,
    asOf: 'taken',
    async handle({ params: { run_id: runId }, query, caller }) {
      const after = timelinePlace.read(query.after, runId)
      await requireVisible(host, runId, caller)
      const from = after === undefined ? 0n : after.revision + 1n
      const found = await read(host, runId, { from, limit: query.limit + 1 })
      const { items, headers } = page(timelinePlace, found, { query, of: runId })
      return { body: { run_id: runId, entries: items.map(timelineEntry) }, headers }
    },
  })
}

// A run never changes its board: its first fact tells who may see it.
async function requireVisible(
  host: Host<GsdConfig, GsdEvent>,
  runId: string,
  caller: Caller,
): Promise<void> {
  const [first] = await read(host, runId, { from: 0n, limit: 1 })
  if (first?.type === 'gsd.RunStarted' && seesBoard(caller, first.data.boardId)) return
  throw notFound('run')
}

async function read(
  host: Host<GsdConfig, GsdEvent>,
  runId: string,
  options: { readonly from: bigint; readonly limit: number },
): Promise<readonly Recorded<RunEvent>[]> {
  const events: Recorded<RunEvent>[] = []
  for await (const event of host.read(runStream(runId), options))
    if (isOfRun(event)) events.push(event)
  return events
}

/** GET /api/v1/gate-decisions/{id}. */
export function decisionRoute(host: Host<GsdConfig, GsdEvent>): Route {
  return defineRoute<{ id: string }>({
    method: 'GET',
    path: '/api/v1/gate-decisions/{id}',
    scope: 'read',
    summary: 'Gives a decision of gates as it was recorded, with the facts it was made from.',
    tags: ['gates'],
    params: Joi.object({ id: inputs.uuid().required().description('Id of the decision.') }),
    response: Joi.object().unknown(),
    async handle({ params: { id }, caller }) {
      for await (const { type, data, revision } of host.read(decisionStream(id))) {
        if (type !== 'gsd.GatesJudged' || !seesBoard(caller, data.facts.boardId)) break
        // The ledger keeps JSON as it was written: these are its bytes.
        const headers = { 'content-type': 'application/json' }
        return { body: JSON.stringify(data), headers, revision }
      }
      throw notFound('decision')
    },
  })
}
