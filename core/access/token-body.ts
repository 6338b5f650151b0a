import Joi from 'joi'
import { isLive, type KnownToken } from './token-directory.ts'
import { time, uuid } from '../validation/fields.ts'

const requiredTime = time().allow(null).required()

/** Schema of a token as the API shows it. */
export const tokenBodySchema = Joi.object({
  id: uuid().required(),
  name: Joi.string().required(),
  kind: Joi.string().valid('person', 'agent', 'service').required(),
  subject: Joi.string().required(),
  scopes: Joi.array().items(Joi.string()).required(),
  boards: Joi.array().items(Joi.string()).allow(null).required(),
  source: Joi.string().valid('api', 'cli', 'configuration', 'first_start').required(),
  status: Joi.string().valid('active', 'expired', 'revoked').required(),
  created_at: time().required(),
  rotated_at: requiredTime,
  revoked_at: requiredTime,
  expires_at: requiredTime,
  previous_secret_valid_until: requiredTime.description('Null when one secret alone opens it.'),
})

/** A token as the API shows it. */
export function tokenBody(token: KnownToken, now: Date) {
  const { tokenId, name, kind, subject, scopes, boards, source } = token
  const previous = token.secrets[1]?.validUntil ?? null
  return {
    ...{ id: tokenId, name, kind, subject, scopes, boards, source },
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
