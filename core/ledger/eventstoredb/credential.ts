import { DecklogError } from '../../errors.ts'
import { authorizationOf } from '../../../ledger-node/credential.ts'

/** A URL without what the client would drop, and the header by which the server is to know us instead. */
export interface Address {
  readonly url: string
  readonly authorization: string | undefined
}

/**
 * Takes the credential out of a URL without TLS: the client names credentials over TLS alone, and says nothing of it. With TLS it is
 * the client's. DECKLOG_CONFIG_INVALID when it is not written as URLs have it.
 */
export function addressOf(url: string): Address {
  const [, scheme = '', userInfo, rest = ''] = /^([\w+]+:\/\/)(?:([^@/?]*)@)?(.*)$/s.exec(url) ?? []
  if (userInfo === undefined || !/[?&]tls=false(&|$)/i.test(rest))
    return { url, authorization: undefined }
  const [user = '', secret = ''] = userInfo.split(':').map(decoded)
  return { url: scheme + rest, authorization: authorizationOf({ user, secret }) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    const message = 'has a percent sign in its credential that is no escape: write it as %25'
    const fields = [{ field: 'eventstoreUrl', message }]
    throw new DecklogError('DECKLOG_CONFIG_INVALID', `eventstoreUrl ${message}`, { fields })
  }
}
