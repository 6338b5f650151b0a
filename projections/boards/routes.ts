import Joi from 'joi'
import {
  defineList,
  defineRoute,
  inputs,
  notFound,
  rowsQuery,
  type PageQuery,
  readGaps,
  type ReadHost,
  type Route,
  seesBoard,
} from '../../core/plugin-api.ts'
import { targetBody, targetSchema } from '../../plugins/continuity/answering/target-body.ts'
import { runtimeFactsOf } from '../../plugins/continuity/judging/runtime-facts.ts'
import { standings } from '../../plugins/continuity/reading.ts'
import type { BoardRow } from '../../plugins/continuity/rows.ts'

const shows = ['boards']
const tags = ['boards']

/** Boards by the time of their creation. */
const boards = defineList<BoardRow>()({
  of: 'boards',
  by: { created_at: 'timestamptz', board_id: 'uuid' },
  direction: 'ascending',
})

/** The routes of `boards`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [boardList(host), board(host)]
}

const boardList = (host: ReadHost): Route =>
  defineRoute<unknown, PageQuery>({
    method: 'GET',
    path: '/api/v1/boards',
    scope: 'read',
    summary: 'Lists boards by the time of their creation, and how their runtimes stand.',
    tags,
    query: Joi.object(rowsQuery),
    response: Joi.object({ boards: Joi.array().items(boardSchema).required() }),
    shows,
    async handle({ query, caller }) {
      const { items, headers } = await boards.page(host, query, {
        where: ['created_at is not null'],
        boards: caller.boards,
      })
      const at = await momentOf(host)
      return { body: { boards: items.map(row => toBody(row, at)) }, headers }
    },
  })

const board = (host: ReadHost): Route =>
  defineRoute<{ board_id: string }>({
    method: 'GET',
    path: '/api/v1/boards/{board_id}',
    scope: 'read',
    summary: 'Answers one board, and how its runtime stands.',
    tags,
    params: Joi.object({
      board_id: inputs.uuid().required().description('Id of the board.'),
    }),
    response: boardSchema,
    shows,
    async handle({ params: { board_id: boardId }, caller }) {
      const row = seesBoard(caller, boardId) ? await boards.find(host, boardId) : undefined
      if (!row?.created_at) throw notFound('board')
      const revision = row.board_revision === null ? {} : { revision: BigInt(row.board_revision) }
      return { body: toBody(row, await momentOf(host)), ...revision }
    },
  })

const requiredTime = inputs.time().required()

/** Schema of a board. */
const boardSchema = Joi.object({
  id: inputs.uuid().required(),
  name: Joi.string().required(),
  slug: Joi.string().required(),
  runtime: targetSchema.allow(null).required(),
  runtime_standing: Joi.valid(...standings)
    .allow(null)
    .required()
    .description('How the runtime stands after its last readings; null without one.'),
  runtime_since: requiredTime.allow(null).description('Since when it has stood like this.'),
  runtime_error: Joi.string().allow(null).required(),
  runtime_read_at: requiredTime.allow(null).description('When it was last asked.'),
  runtime_event_id: inputs.uuid().allow(null).required().description('What it rests on.'),
  runtime_lost_at: requiredTime.allow(null).description('Since when it is recorded as lost.'),
  created_at: requiredTime,
  updated_at: requiredTime,
})

type Moment = Parameters<typeof runtimeFactsOf>[1]

async function momentOf(host: ReadHost): Promise<Moment> {
  const now = host.clock.now()
  return { now, gaps: await readGaps(host, now) }
}

/** A board as the API answers it at a moment. */
function toBody(row: BoardRow, at: Moment): object {
  const { target, standing, since, error, sign } = runtimeFactsOf(row, at)
  return {
    id: row.board_id,
    name: row.name,
    slug: row.slug,
    runtime: targetBody(row.runtime),
    runtime_standing: target && standing,
    runtime_since: since,
    runtime_error: error,
    runtime_read_at: target && (row.signs.probe?.receivedAt ?? null),
    runtime_event_id: sign?.eventId ?? null,
    runtime_lost_at: row.lost?.at ?? null,
    created_at: row.created_at,
    updated_at: row.updated_at,
  }
}
