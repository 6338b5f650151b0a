import Joi from 'joi'
import { DecklogError } from '../errors.ts'
import { decodeCursor, page, pageQuery } from '../http/page.ts'
import { defineRoute, type Call, type Route, type Scope } from '../http/route.ts'
import type { Access } from './access.ts'
import { allScopes } from './ensure-admin-token.ts'
import type { TokenKind } from './events.ts'
import type { TokenAnswer, TokenCommands } from './token-commands.ts'
import { tokenBody, tokenBodySchema } from './token-body.ts'

/** What the routes of tokens need. */
export interface TokenRoutesOptions {
  readonly access: Access
  readonly commands: TokenCommands
  readonly now: () => Date
}

interface CreatePayload {
  readonly name: string
  readonly kind: TokenKind
  readonly subject?: string
  readonly scopes: readonly Scope[]
  readonly boards: readonly string[] | null
  readonly expires_at: Date | null
}

const base = { scope: 'admin', tags: ['access'] } as const
const params = Joi.object({ id: Joi.string().uuid().required().description('Id of the token.') })
const secret = Joi.string()
  .allow(null)
  .required()
  .description('The secret, shown this once; null when an Idempotency-Key repeats the request.')

/** Routes of access tokens, all for the scope `admin`. */
export function tokenRoutes(options: TokenRoutesOptions): readonly Route[] {
  return [list(options), show(options), create(options), rotate(options), revoke(options)]
}

function list({ access, now }: TokenRoutesOptions): Route {
  return defineRoute<unknown, { readonly limit: number; readonly after?: string }>({
    ...base,
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
    ...base,
    method: 'GET',
    path: '/api/v1/tokens/{id}',
    summary: 'Shows one access token, without its secret.',
    params,
    response: tokenBodySchema,
    async handle({ params: { id } }) {
      const token = access.token(id)
      if (token !== undefined) return { body: tokenBody(token, now()), revision: token.revision }
      throw new DecklogError('DECKLOG_NOT_FOUND', 'There is no token with this id.')
    },
  })
}

function create({ commands, now }: TokenRoutesOptions): Route {
  return defineRoute<unknown, unknown, CreatePayload>({
    ...base,
    method: 'POST',
    path: '/api/v1/tokens',
    summary: 'Makes an access token; the answer alone holds its secret.',
    payload: Joi.object({
      name: Joi.string().trim().min(1).max(200).required().description('What it is for.'),
      kind: Joi.string()
        .valid('person', 'agent', 'service')
        .required()
        .description('Who holds it; a token of kind agent can hold neither approve nor admin.'),
      subject: Joi.string()
        .trim()
        .min(1)
        .max(200)
        .description('Id of the actor in every event it causes; default: the id of the token.'),
      scopes: Joi.array()
        .items(Joi.string().valid(...allScopes))
        .min(1)
        .unique()
        .required()
        .description('What it may do; admin includes none of the others.'),
      boards: Joi.array()
        .items(Joi.string().trim().min(1).max(200))
        .min(1)
        .max(100)
        .unique()
        .allow(null)
        .default(null)
        .description('The boards it is limited to; null: all.'),
      expires_at: Joi.date()
        .iso()
        .allow(null)
        .default(null)
        .description('When it ends, in the future; null: never.'),
    }),
    successStatus: 201,
    response: Joi.object({ token: tokenBodySchema.required(), secret }),
    async handle(call) {
      const { expires_at: expires, subject, ...rest } = call.payload
      if (expires !== null && expires <= now()) throw past()
      const expiresAt = expires?.toISOString() ?? null
      const token = {
        ...rest,
        ...(subject === undefined ? {} : { subject }),
        expiresAt,
        source: 'api',
      } as const
      return answer(await commands.create(token, requestOf(call)), now())
    },
  })
}

function rotate({ commands, now }: TokenRoutesOptions): Route {
  return defineRoute<{ readonly id: string }, unknown, { readonly grace_seconds: number }>({
    ...base,
    method: 'POST',
    path: '/api/v1/tokens/{id}/rotate',
    summary: 'Gives an access token a new secret; the one before it stays valid for a while.',
    params,
    payload: Joi.object({
      grace_seconds: Joi.number()
        .integer()
        .min(0)
        .max(2_592_000)
        .default(86_400)
        .description('How long the secret before stays valid.'),
    }),
    response: Joi.object({ token: tokenBodySchema.required(), secret }),
    async handle(call) {
      const { grace_seconds: grace } = call.payload
      return answer(await commands.rotate(call.params.id, grace, requestOf(call)), now())
    },
  })
}

function revoke({ commands, now }: TokenRoutesOptions): Route {
  return defineRoute<{ readonly id: string }, unknown, { readonly reason: string }>({
    ...base,
    method: 'POST',
    path: '/api/v1/tokens/{id}/revoke',
    summary: 'Takes an access token back, at once and for good.',
    params,
    payload: Joi.object({
      reason: Joi.string().trim().min(1).max(500).default('not given').description('Why.'),
    }),
    response: Joi.object({ token: tokenBodySchema.required() }),
    async handle(call) {
      const { reason } = call.payload
      const { token, position, revision } = await commands.revoke(
        call.params.id,
        reason,
        requestOf(call),
      )
      return { body: { token: tokenBody(token, now()) }, position, revision }
    },
  })
}

function answer({ token, secret, position, revision }: TokenAnswer, now: Date) {
  return { body: { token: tokenBody(token, now), secret }, position, revision }
}

function requestOf({ caller: { actor }, idempotencyKey, requestHash, ifRevision }: Call) {
  return {
    actor,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(requestHash === undefined ? {} : { requestHash }),
    ...(ifRevision === undefined ? {} : { ifRevision }),
  }
}

function keyOf(token: { readonly created_at: string; readonly id: string }): string {
  return token.created_at + token.id
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1
}

function past(): DecklogError {
  const message = 'must be in the future'
  return new DecklogError('DECKLOG_VALIDATION', `expires_at ${message}`, {
    fields: [{ field: 'expires_at', message }],
  })
}
