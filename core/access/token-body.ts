import Joi from 'joi'
import { time } from '../validation/fields.ts'
import { tokenFields } from './token.ts'
import { isLive, type KnownToken } from './token-directory.ts'

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
