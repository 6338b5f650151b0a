import Joi from 'joi'
import { notFound } from '../errors.ts'
import { commandOf } from '../http/command-of.ts'
import { decodeCursor, page, pageQuery } from '../http/page.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { createTokenRoute } from './create-token-route.ts'
import { tokenBody, tokenBodySchema } from './token-body.ts'
import {
  answerSecret,
  secretSchema,
  tokenParams,
  tokenRoute,
  type TokenRoutesOptions,
} from './token-route.ts'

/** Routes of access tokens, all for the scope `admin`. */
export function tokenRoutes(options: TokenRoutesOptions): readonly Route[] {
  return [...readTokenRoutes(options), createTokenRoute(options), ...changeTokenRoutes(options)]
}

/** Routes that show access tokens. */
function readTokenRoutes(options: TokenRoutesOptions): readonly Route[] {
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
      throw notFound('token')
    },
  })
}

function keyOf(token: { readonly created_at: string; readonly id: string }): string {
  return token.created_at + token.id
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1
}

/** Routes that change access tokens. */
function changeTokenRoutes(options: TokenRoutesOptions): readonly Route[] {
  return [rotate(options), revoke(options)]
}

function rotate({ commands, now }: TokenRoutesOptions): Route {
  return defineRoute<{ readonly id: string }, unknown, { readonly grace_seconds: number }>({
    ...tokenRoute,
    method: 'POST',
    path: '/api/v1/tokens/{id}/rotate',
    summary: 'Gives an access token a new secret; the one before it stays valid for a while.',
    params: tokenParams,
    payload: Joi.object({
      grace_seconds: Joi.number()
        .integer()
        .min(0)
        .max(2_592_000)
        .default(86_400)
        .description('How long the secret before stays valid.'),
    }),
    response: secretSchema,
    async handle(call) {
      const { grace_seconds: grace } = call.payload
      return answerSecret(await commands.rotate(call.params.id, grace, commandOf(call)), now())
    },
  })
}

function revoke({ commands, now }: TokenRoutesOptions): Route {
  return defineRoute<{ readonly id: string }, unknown, { readonly reason: string }>({
    ...tokenRoute,
    method: 'POST',
    path: '/api/v1/tokens/{id}/revoke',
    summary: 'Takes an access token back, at once and for good.',
    params: tokenParams,
    payload: Joi.object({
      reason: Joi.string().trim().min(1).max(500).default('not given').description('Why.'),
    }),
    response: Joi.object({ token: tokenBodySchema.required() }),
    async handle(call) {
      const { reason } = call.payload
      const { token, position, revision } = await commands.revoke(
        call.params.id,
        reason,
        commandOf(call),
      )
      return { body: { token: tokenBody(token, now()) }, position, revision }
    },
  })
}
