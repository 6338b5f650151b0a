import type { Request, ServerAuthScheme } from '@hapi/hapi'
import type { Access, Identity } from '../../access/judging/access.ts'
import { DecklogError } from '../../errors.ts'
import type { RateLimit } from './rate-limit.ts'
import { header } from './request-state.ts'

/** Creates the hapi scheme that reads a token, finds its holder and counts its requests. */
export function tokenScheme(access: Access, limit: RateLimit): ServerAuthScheme {
  return () => ({
    async authenticate(request, h) {
      const identity = await identify(request, access, limit)
      request.app.identity = identity
      return h.authenticated({ credentials: { scope: [...identity.caller.scopes] } })
    },
  })
}

async function identify(request: Request, access: Access, limit: RateLimit): Promise<Identity> {
  const secret = readSecret(request)
  const identity = access.authenticate(secret ?? '')
  // Guesses are counted by address: they have no token to be counted by.
  await limit.take(identity?.tokenId ?? `address:${request.info.remoteAddress}`)
  if (identity !== undefined) return identity
  throw new DecklogError('DECKLOG_UNAUTHENTICATED', 'The request carries no valid token.')
}

function readSecret(request: Request): string | undefined {
  const authorization = header(request, 'authorization')
  if (authorization === undefined) return header(request, 'x-agent-token')?.trim()
  return /^bearer +(.*)$/i.exec(authorization)?.[1]?.trim()
}
