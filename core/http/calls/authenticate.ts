import type { Request, ServerAuthScheme } from '@hapi/hapi'
import type { Access, Identity } from '../../access/judging/access.ts'
import { DecklogError, invalidField } from '../../errors.ts'
import type { Scope } from '../route.ts'
import type { RateLimit } from './rate-limit.ts'
import { header } from './request-state.ts'

/** Creates the hapi scheme that reads a token, finds its holder and counts its requests. */
export function tokenScheme(access: Access, limit: RateLimit): ServerAuthScheme {
  return () => ({
    async authenticate(request, h) {
      const identity = await identify(request, access, limit)
      requireScope(request, identity)
      request.app.identity = represented(identity, header(request, onBehalfOf))
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

// hapi would refuse it too, but not say what is missing.
function requireScope({ route }: Request, { caller }: Identity): void {
  const needed = route.settings.app?.route?.scope
  if (needed === undefined || needed === 'public' || needed === 'any') return
  if (!caller.scopes.includes(needed)) throw lacks(needed)
}

const onBehalfOf = 'decklog-on-behalf-of'

/** The caller as the header says: the person a service acts for, with that service beside it. What may be done stays the token's. */
function represented(identity: Identity, named: string | undefined): Identity {
  if (named === undefined) return identity
  const { caller } = identity
  if (!caller.scopes.includes('represent')) throw lacks('represent')
  const id = /^person:([\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?)$/.exec(named)?.[1]
  if (id === undefined)
    throw invalidField('Decklog-On-Behalf-Of', 'must be person: and an id of up to 200 characters')
  return { ...identity, caller: { ...caller, actor: { kind: 'person', id, via: caller.actor } } }
}

function lacks(scope: Scope): DecklogError {
  return new DecklogError('DECKLOG_FORBIDDEN', `The token lacks the scope ${scope}.`)
}

function readSecret(request: Request): string | undefined {
  const authorization = header(request, 'authorization')
  if (authorization === undefined) return header(request, 'x-agent-token')?.trim()
  return /^bearer +(.*)$/i.exec(authorization)?.[1]?.trim()
}
