import Joi from 'joi'
import { DecklogError } from '../errors.ts'
import { decodeCursor, page, pageQuery } from '../http/page.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { tokenBody, tokenBodySchema } from './token-body.ts'
import { tokenParams, tokenRoute, type TokenRoutesOptions } from './token-route.ts'

/** Routes that show access tokens. */
export function readTokenRoutes(options: TokenRoutesOptions): readonly Route[] {
  return [list(options), show(options)]
}

function list({ access, now }: TokenRoutesOptions): Route {
  return defineRoute<unknown, { readonly limit: number; readonly after?: string }>({
    ...tokenRoute,
    method: 'GET',
    path: '/api/v1/tokens',
    summary: 'Lists access tokens, oldest first, without their secrets.',
    query: Joi.object(pageQuery),
    response: Joi.object({ tokens: Joi.array().items(tokenBodySchema).required() }),
    async handle({ query }) {
      const after = decodeCursor(query.after)
      const rest = access
        .tokens()
        .map(token => tokenBody(token, now()))
        .sort((a, b) => compare(keyOf(a), keyOf(b)))
        .filter(token => after === undefined || keyOf(token) > `${after.sort}${after.id}`)
      const { items, headers } = page(rest, query, token => ({
        sort: token.created_at,
        id: token.id,
      }))
      return { body: { tokens: items }, headers }
    },
  })
}

function show({ access, now }: TokenRoutesOptions): Route {
  return defineRoute<{ readonly id: string }>({
    ...tokenRoute,
    method: 'GET',
    path: '/api/v1/tokens/{id}',
    revision: 'sent',
    summary: 'Shows one access token, without its secret.',
    params: tokenParams,
    response: tokenBodySchema,
    async handle({ params: { id } }) {
      const token = access.token(id)
      if (token !== undefined) return { body: tokenBody(token, now()), revision: token.revision }
      throw new DecklogError('DECKLOG_NOT_FOUND', 'There is no token with this id.')
    },
  })
}

function keyOf(token: { readonly created_at: string; readonly id: string }): string {
  return token.created_at + token.id
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1
}
