import Joi from 'joi'
import {
  type Caller,
  defineRoute,
  inputs,
  notFound,
  rowsQuery,
  type PageQuery,
  type ReadHost,
  type Route,
  seesBoard,
  writtenList,
} from '../../core/plugin-api.ts'
import { approvalsSchema, runSchema } from '../../plugins/gsd/answering/body-schema.ts'
import { approvalsBody, runBody } from '../../plugins/gsd/answering/run-body.ts'
import type { Metrics } from '../../plugins/gsd/events/evidence-events.ts'
import { stages, statuses } from '../../plugins/gsd/stage.ts'
import { durationsBody, durationsSchema } from '../../plugins/gsd/timing/durations-body.ts'
import { getTimes, keptRuns, previousOf, runs, type StoredRun } from './queries.ts'
import { createRunTexts } from './run-texts.ts'

const base = { method: 'GET', scope: 'read', tags: ['gsd runs'], shows: ['gsd-runs'] } as const
const params = Joi.object({ run_id: inputs.uuid().required().description('Id of the run.') })
const word = (words: readonly string[]): Joi.StringSchema =>
  Joi.string()
    .trim()
    .lowercase()
    .empty('')
    .valid(...words)

interface ListQuery extends PageQuery {
  readonly board_id?: string
  readonly stage?: string
  readonly status?: string
  readonly status_filter?: string
}

/** The routes of `gsd-runs`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [list(host), show(host), summary(host), approvals(host)]
}

const list = (host: ReadHost): Route => {
  const textOf = createRunTexts()
  return defineRoute<unknown, ListQuery>({
    ...base,
    path: '/api/v1/gsd-runs',
    summary: 'Lists runs, newest first.',
    lenient: true,
    query: Joi.object({
      ...rowsQuery,
      board_id: inputs.uuid().empty('').description('Runs of this board.'),
      stage: word(stages).description('Runs in this stage, in any case.'),
      status: word(statuses).description('Runs with this status, in any case.'),
      status_filter: word(statuses).description('Older name of `status`.'),
    }),
    response: Joi.array().items(runSchema),
    async handle({ query, caller }) {
      const { board_id: boardId, stage, status = query.status_filter } = query
      if (boardId !== undefined && !seesBoard(caller, boardId)) throw notFound('board')
      const { items, headers } = await keptRuns.page(host, query, {
        where: [
          ['board_id = $::uuid', boardId],
          ['stage = $', stage],
          ['status = $', status],
        ],
        boards: caller.boards,
      })
      const now = host.clock.now()
      return { body: writtenList(items.map(run => textOf(run, now))), headers }
    },
  })
}

const show = (host: ReadHost): Route =>
  defineRoute<{ run_id: string }>({
    ...base,
    path: '/api/v1/gsd-runs/{run_id}',
    revision: 'sent',
    summary: 'Shows a run.',
    lenient: true,
    params,
    response: runSchema,
    async handle({ params: { run_id: id }, caller }) {
      const { run, revision } = await findVisible(host, id, caller)
      return { body: runBody(run, host.clock.now()), revision: BigInt(revision) }
    },
  })

const summary = (host: ReadHost): Route =>
  defineRoute<{ run_id: string }>({
    ...base,
    path: '/api/v1/gsd-runs/{run_id}/summary',
    shows: ['gsd-runs', 'gsd-stage-times'],
    summary: 'Compares a run with the iteration before it, and tells how long it took.',
    lenient: true,
    params,
    response: Joi.object({
      run: runSchema.required(),
      previous: runSchema.allow(null).required(),
      deltas: Joi.object()
        .pattern(Joi.string(), Joi.number().unsafe())
        .required()
        .description('Of each metric that both have: this run less the one before.'),
      durations: durationsSchema
        .allow(null)
        .required()
        .description('Null for the moment before the read model knows the run.'),
    }),
    async handle({ params: { run_id: id }, caller }) {
      const { run } = await findVisible(host, id, caller)
      const [previous, times] = await Promise.all([previousOf(host, run), getTimes(host, id)])
      const now = host.clock.now()
      return {
        body: {
          run: runBody(run, now),
          previous: previous && runBody(previous, now),
          deltas: deltasOf(run.metrics, previous?.metrics ?? {}),
          durations: times && durationsBody(times, now),
        },
      }
    },
  })

const approvals = (host: ReadHost): Route =>
  defineRoute<{ run_id: string }>({
    ...base,
    path: '/api/v1/gsd-runs/{run_id}/approvals',
    revision: 'sent',
    summary: 'Shows the approvals a run asks for and every decision on them.',
    params,
    response: approvalsSchema,
    async handle({ params: { run_id: id }, caller }) {
      const { run, revision } = await findVisible(host, id, caller)
      return { body: approvalsBody(run, host.clock.now()), revision: BigInt(revision) }
    },
  })

async function findVisible(host: ReadHost, id: string, caller: Caller): Promise<StoredRun> {
  const found = await runs.find(host, id)
  if (found && seesBoard(caller, found.run.boardId)) return found
  throw notFound('run')
}

/** How far each metric that both runs have has moved. */
function deltasOf(current: Metrics, previous: Metrics): Metrics {
  return Object.fromEntries(
    Object.entries(current).flatMap(([name, value]) => {
      const before = Object.hasOwn(previous, name) ? previous[name] : undefined
      return before === undefined ? [] : [[name, value - before]]
    }),
  )
}
