import Joi from 'joi'
import type { Answer } from '../http/route.ts'
import type { Access } from './access.ts'
import type { TokenAnswer, TokenCommands } from './token-commands.ts'
import { tokenBody, tokenBodySchema } from './token-body.ts'
import { uuid } from '../validation/fields.ts'

/** What the routes of tokens need. */
export interface TokenRoutesOptions {
  readonly access: Access
  readonly commands: TokenCommands
  readonly now: () => Date
}

/** What every route of tokens has in common. */
export const tokenRoute = { scope: 'admin', tags: ['access'] } as const

/** The path of one token. */
export const tokenParams = Joi.object({
  id: uuid().required().description('Id of the token.'),
})

/** The body of an answer that holds a secret. */
export const secretSchema = Joi.object({
  token: tokenBodySchema.required(),
  secret: Joi.string()
    .allow(null)
    .required()
    .description('The secret, shown this once; null when an Idempotency-Key repeats the request.'),
})

/** Answers a token with its new secret. */
export function answerSecret(
  { token, secret, position, revision }: TokenAnswer,
  now: Date,
): Answer {
  return { body: { token: tokenBody(token, now), secret }, position, revision }
}
