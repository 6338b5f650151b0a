import Joi from 'joi'
import type { Scope } from '../http/route.ts'
import { time } from '../validation/fields.ts'

/** A token as JSON holds it. */
export interface NotedToken {
  readonly tokenId: string
  readonly name: string
  readonly kind: 'person' | 'agent' | 'service'
  readonly subject: string
  readonly scopes: readonly Scope[]
  readonly boards: readonly string[] | null
  readonly expiresAt: string | null
  readonly source: 'api' | 'cli' | 'configuration' | 'first_start'
  readonly status: 'active' | 'revoked'
  readonly secrets: readonly {
    readonly keyId: string
    readonly digest: string
    readonly validUntil: string | null
  }[]
  readonly revision: string
  readonly createdAt: string
  readonly rotatedAt: string | null
  readonly revokedAt: string | null
}

const text = Joi.string().required()
const requiredTime = time().required()
const timeOrNull = requiredTime.allow(null)

/** Schema of a noted token. */
export const notedTokenSchema = Joi.object({
  tokenId: text.uuid().description('Id of the token.'),
  name: text.description('What it is for.'),
  kind: text.description('Who holds it: person, agent or service.'),
  subject: text.description('Who acts with it.'),
  scopes: Joi.array().items(Joi.string()).required().description('What it may do.'),
  boards: Joi.array()
    .items(Joi.string())
    .allow(null)
    .required()
    .description('The boards it is limited to; null: all.'),
  expiresAt: timeOrNull.description('When it ends; null: never.'),
  source: text.description('Where it came from.'),
  status: Joi.valid('active', 'revoked').required().description('Whether it was taken back.'),
  secrets: Joi.array()
    .items(
      Joi.object({
        keyId: text.description('Id of the key that made the digest.'),
        digest: text.description('HMAC-SHA256 of the secret in hex.'),
        validUntil: timeOrNull.description(
          'When a secret that was replaced ends; null: it was not.',
        ),
      }),
    )
    .required()
    .description('Its secrets, newest first.'),
  revision: text.pattern(/^\d+$/).description('Revision of its stream.'),
  createdAt: requiredTime.description('When it was made.'),
  rotatedAt: timeOrNull.description('When it last got a new secret.'),
  revokedAt: timeOrNull.description('When it was taken back.'),
})
