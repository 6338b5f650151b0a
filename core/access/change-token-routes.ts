import Joi from 'joi'
import { commandOf } from '../http/command-of.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { tokenBody, tokenBodySchema } from './token-body.ts'
import {
  answerSecret,
  secretSchema,
  tokenParams,
  tokenRoute,
  type TokenRoutesOptions,
} from './token-route.ts'

/** Routes that change access tokens. */
export function changeTokenRoutes(options: TokenRoutesOptions): readonly Route[] {
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
