import Joi from 'joi'
import { seesBoard } from '../../core/access/sees-board.ts'
import { DecklogError } from '../../core/errors.ts'
import { decodeCursor, page, pageQuery } from '../../core/http/page.ts'
import { defineRoute, type Route } from '../../core/http/route.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import { getBoard, listBoards } from './queries.ts'
import { boardSchema, toBody } from './to-body.ts'

const shows = ['boards']
const tags = ['boards']

/** The routes of `boards`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [boardList(host), board(host)]
}

const boardList = (host: ReadHost): Route =>
  defineRoute<unknown, { limit: number; after?: string }>({
    method: 'GET',
    path: '/api/v1/boards',
    scope: 'read',
    summary: 'Lists boards by the time of their creation, and how their runtimes stand.',
    tags,
    query: Joi.object(pageQuery),
    response: Joi.object({ boards: Joi.array().items(boardSchema).required() }),
    shows,
    async handle({ query, caller }) {
      const { limit } = query
      const after = decodeCursor(query.after)
      const rows = await listBoards(host, { boards: caller.boards, after, limit })
      const { items, headers } = page(rows, query, row => ({
        sort: row.created_at?.toISOString() ?? null,
        id: row.board_id,
      }))
      const now = host.clock.now()
      return { body: { boards: items.map(row => toBody(row, now)) }, headers }
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
      board_id: Joi.string().guid().lowercase().required().description('Id of the board.'),
    }),
    response: boardSchema,
    shows,
    async handle({ params: { board_id: boardId }, caller }) {
      const row = seesBoard(caller, boardId) ? await getBoard(host, boardId) : undefined
      if (!row) throw new DecklogError('DECKLOG_NOT_FOUND', 'There is no such board.')
      const revision = row.board_revision === null ? {} : { revision: BigInt(row.board_revision) }
      return { body: toBody(row, host.clock.now()), ...revision }
    },
  })
