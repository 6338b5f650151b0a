import Joi from 'joi'
import { seesBoard } from '../../../core/access/sees-board.ts'
import { notFound } from '../../../core/errors.ts'
import type { Recorded } from '../../../core/event.ts'
import { defineRoute, type Caller, type Route } from '../../../core/http/route.ts'
import { defineCursor } from '../../../core/lists/cursor.ts'
import { page, pageQuery, type PageQuery } from '../../../core/lists/page.ts'
import type { Host } from '../../../core/plugin.ts'
import { timelineEntry, timelineSchema } from '../answering/timeline-body.ts'
import type { GsdConfig } from '../config.ts'
import type { GsdEvent, RunEvent } from '../events.ts'
import { runStream } from '../streams.ts'
import { base, runParams, type RunParams } from './base.ts'
import { isOfRun } from './is-of-run.ts'

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
