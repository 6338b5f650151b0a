import Joi from 'joi'
import type { KnownToken } from './token-directory.ts'

type Json<Value> = Value extends Date | bigint
  ? string
  : Value extends readonly (infer Item)[]
    ? readonly Json<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Json<Value[Key]> }
      : Value

/** A token as JSON holds it. */
export type NotedToken = Json<KnownToken>

const text = Joi.string().required()
const time = Joi.string().isoDate().required()
const timeOrNull = time.allow(null)

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
  createdAt: time.description('When it was made.'),
  rotatedAt: timeOrNull.description('When it last got a new secret.'),
  revokedAt: timeOrNull.description('When it was taken back.'),
})

/** Writes a token down. */
export function noteToken(token: KnownToken): NotedToken {
  return {
    ...token,
    secrets: token.secrets.map(secret => ({ ...secret, validUntil: textOf(secret.validUntil) })),
    revision: String(token.revision),
    createdAt: token.createdAt.toISOString(),
    rotatedAt: textOf(token.rotatedAt),
    revokedAt: textOf(token.revokedAt),
  }
}

/** Reads a noted token, whose form has been checked. */
export function recallToken(noted: NotedToken): KnownToken {
  return {
    ...noted,
    secrets: noted.secrets.map(secret => ({ ...secret, validUntil: timeOf(secret.validUntil) })),
    revision: BigInt(noted.revision),
    createdAt: new Date(noted.createdAt),
    rotatedAt: timeOf(noted.rotatedAt),
    revokedAt: timeOf(noted.revokedAt),
  }
}

function textOf(time: Date | null): string | null {
  return time === null ? null : time.toISOString()
}

function timeOf(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
