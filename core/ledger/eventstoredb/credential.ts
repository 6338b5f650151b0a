import { authorizationOf } from '../../../ledger-node/credential.ts'

/** A URL without what the client would drop, and the header by which the server is to know us instead. */
export interface Address {
  readonly url: string
  readonly authorization: string | undefined
}

/**
 * Takes the credential out of a URL without TLS: the client names credentials over TLS alone, and says nothing of it. With TLS it is
 * the client's.
 */
export function addressOf(url: string): Address {
  const [, scheme = '', userInfo, rest = ''] = /^([\w+]+:\/\/)(?:([^@/?]*)@)?(.*)$/s.exec(url) ?? []
  if (userInfo === undefined || !/[?&]tls=false(&|$)/i.test(rest))
    return { url, authorization: undefined }
  const [user = '', secret = ''] = userInfo.split(':').map(decodeURIComponent)
  return { url: scheme + rest, authorization: authorizationOf({ user, secret }) }
}
