import Joi from 'joi'
import type { Answer } from '../../http/route.ts'
import { time, uuid } from '../../validation/fields.ts'
import type { Access } from '../judging/access.ts'
import type { TokenAnswer, TokenCommands } from './token-commands.ts'
import { isLive, type KnownToken } from '../judging/token-directory.ts'
import { tokenFields } from './token.ts'

const { tokenId, name, kind, subject, scopes, boards, source, expiresAt } = tokenFields

const maybeTime = time().allow(null).required()

/** Schema of a token as the API shows it. */
export const tokenBodySchema = Joi.object({
  id: tokenId.schema.required(),
  name: name.schema.required(),
  kind: kind.schema.required(),
  subject: subject.schema.required(),
  scopes: scopes.schema.required(),
  boards: boards.schema.required(),
  source: source.schema.required(),
  status: Joi.string().valid('active', 'expired', 'revoked').required(),
  created_at: time().required(),
  rotated_at: maybeTime,
  revoked_at: maybeTime,
  expires_at: expiresAt.schema.required(),
  previous_secret_valid_until: maybeTime.description('Null when one secret alone opens it.'),
})

/** A token as the API shows it. */
export function tokenBody(token: KnownToken, now: Date) {
  const { tokenId: id, name, kind, subject, scopes, boards, source } = token
  const previous = token.secrets[1]?.validUntil ?? null
  return {
    ...{ id, name, kind, subject, scopes, boards, source },
    status: statusOf(token, now),
    created_at: token.createdAt.toISOString(),
    rotated_at: token.rotatedAt?.toISOString() ?? null,
    revoked_at: token.revokedAt?.toISOString() ?? null,
    expires_at: token.expiresAt,
    previous_secret_valid_until:
      previous !== null && now < previous ? previous.toISOString() : null,
  }
}

function statusOf(token: KnownToken, now: Date): 'active' | 'expired' | 'revoked' {
  if (token.status === 'revoked') return 'revoked'
  return isLive(token, now) ? 'active' : 'expired'
}

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
