import Joi from 'joi'
import { seesBoard } from '../../core/access/sees-board.ts'
import { DecklogError } from '../../core/errors.ts'
import { decodeCursor, page, pageQuery } from '../../core/http/page.ts'
import { defineRoute, type Route } from '../../core/http/route.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import { controlPlaneRoutes } from './control-plane.ts'
import { findVerification, listVerifications } from './queries.ts'
import { toBody, verificationSchema } from './to-body.ts'

interface ListQuery {
  readonly target?: string
  readonly run_id?: string
  readonly release_id?: string
  readonly board_id?: string
  readonly limit: number
  readonly after?: string
}

/** The routes of `verifications`. */
export default function routes(host: ReadHost): readonly Route[] {
  return [list(host), show(host), ...controlPlaneRoutes(host)]
}

const list = (host: ReadHost): Route =>
  defineRoute<unknown, ListQuery>({
    method: 'GET',
    path: '/api/v1/verifications',
    scope: 'read',
    summary: 'Lists verifications, the newest first.',
    tags: ['rollout'],
    query: Joi.object({
      ...pageQuery,
      target: Joi.string().max(40).description('Only those of this target.'),
      run_id: Joi.string().guid().description('Only those of this run.'),
      release_id: Joi.string().hex().length(64).description('Only those of this release.'),
      board_id: Joi.string().guid().description('Only those of this board.'),
    }),
    response: Joi.object({ verifications: Joi.array().items(verificationSchema).required() }),
    shows: ['verifications'],
    handle: async ({ query, caller: { boards } }) => {
      const after = decodeCursor(query.after)
      const rows = await listVerifications(host, { ...query, boards, after })
      const { items, headers } = page(rows, { ...query }, row => ({
        sort: row.finished_at.toISOString(),
        id: row.verification_id,
      }))
      return { body: { verifications: items.map(toBody) }, headers }
    },
  })

const show = (host: ReadHost): Route =>
  defineRoute<{ id: string }>({
    method: 'GET',
    path: '/api/v1/verifications/{id}',
    scope: 'read',
    summary: 'Answers what a verification found.',
    tags: ['rollout'],
    params: Joi.object({ id: Joi.string().lowercase().guid().required().description('Its id.') }),
    response: verificationSchema,
    shows: ['verifications'],
    handle: async ({ params: { id }, caller }) => {
      const row = await findVerification(host, id)
      if (!row || !seesBoard(caller, row.board_id))
        throw new DecklogError('DECKLOG_NOT_FOUND', 'No such verification is known.')
      return { body: toBody(row) }
    },
  })
