import Joi from 'joi'
import { notFound } from '../../errors.ts'
import { commandOf } from '../../http/command-of.ts'
import { defineRoute, type Route } from '../../http/route.ts'
import { defineCursor } from '../../lists/cursor.ts'
import { page, pageQuery, type PageQuery } from '../../lists/page.ts'
import { selfRoute } from './self-route.ts'
import { createTokenRoute } from './create-token-route.ts'
import {
  answerSecret,
  secretSchema,
  tokenBody,
  tokenBodySchema,
  tokenParams,
  tokenRoute,
  type TokenRoutesOptions,
} from './token-body.ts'

/** Routes of access tokens: all for the scope `admin`, but what a token may know of itself. */
export function tokenRoutes(options: TokenRoutesOptions): readonly Route[] {
  return [
    selfRoute,
    ...readTokenRoutes(options),
    createTokenRoute(options),
    ...changeTokenRoutes(options),
  ]
}

const tokenPlace = defineCursor('tokens', { created_at: 'timestamptz', id: 'text' })

/** Routes that show access tokens. */
function readTokenRoutes(options: TokenRoutesOptions): readonly Route[] {
  return [list(options), show(options)]
}

function list({ access, now }: TokenRoutesOptions): Route {
  return defineRoute<unknown, PageQuery>({
    ...tokenRoute,
    method: 'GET',
    path: '/api/v1/tokens',
    summary: 'Lists access tokens, oldest first, without their secrets.',
    query: Joi.object(pageQuery),
    response: Joi.object({ tokens: Joi.array().items(tokenBodySchema).required() }),
    async handle({ query }) {
      const after = tokenPlace.read(query.after)
      const behind = after && keyOf({ ...after, created_at: after.created_at.toISOString() })
      const rest = access
        .tokens()
        .map(token => tokenBody(token, now()))
        .sort((a, b) => compare(keyOf(a), keyOf(b)))
        .filter(token => behind === undefined || keyOf(token) > behind)
      const { items, headers } = page(tokenPlace, rest, { query })
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
