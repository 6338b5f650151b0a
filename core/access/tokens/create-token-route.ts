import Joi from 'joi'
import { invalidField } from '../../errors.ts'
import { commandOf } from '../../http/command-of.ts'
import { defineRoute, type Route, type Scope } from '../../http/route.ts'
import { uuid, words } from '../../validation/fields.ts'
import { answerSecret, secretSchema, tokenRoute, type TokenRoutesOptions } from './token-body.ts'
import { allScopes, tokenFields, type TokenKind } from './token.ts'

interface CreatePayload {
  readonly name: string
  readonly kind: TokenKind
  readonly subject?: string
  readonly scopes: readonly Scope[]
  readonly boards: readonly string[] | null
  readonly expires_at: Date | null
}

const payload = Joi.object({
  name: words(200).required().description('What it is for.'),
  kind: tokenFields.kind.schema
    .required()
    .description('Who holds it; a token of kind agent can hold neither approve nor admin.'),
  subject: words(200).description(
    'Id of the actor in every event it causes; default: the id of the token.',
  ),
  scopes: Joi.array()
    .items(Joi.valid(...allScopes))
    .min(1)
    .max(allScopes.length)
    .unique()
    .required()
    .description(
      'What it may do; admin includes none of the others, and a service alone can hold represent.',
    ),
  boards: Joi.array()
    .items(uuid())
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
})

/** The route that makes an access token. */
export function createTokenRoute({ commands, now }: TokenRoutesOptions): Route {
  return defineRoute<unknown, unknown, CreatePayload>({
    ...tokenRoute,
    method: 'POST',
    path: '/api/v1/tokens',
    summary: 'Makes an access token; the answer alone holds its secret.',
    payload,
    successStatus: 201,
    response: secretSchema,
    async handle(call) {
      const { expires_at: expires, subject, ...rest } = call.payload
      if (expires !== null && expires <= now())
        throw invalidField('expires_at', 'must be in the future')
      const expiresAt = expires?.toISOString() ?? null
      const token = {
        ...rest,
        ...(subject === undefined ? {} : { subject }),
        expiresAt,
        source: 'api',
      } as const
      return answerSecret(await commands.create(token, commandOf(call)), now())
    },
  })
}
