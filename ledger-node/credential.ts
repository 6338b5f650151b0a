import { createHash, timingSafeEqual } from 'node:crypto'

/** Who may call a node. */
export interface Credential {
  readonly user: string
  readonly secret: string
}

/** The `authorization` header of calls with this credential. */
export function authorizationOf({ user, secret }: Credential): string {
  return `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`
}

/** Tells, in the same time whatever it is, whether a header is that of the credential. */
export function createJudge(credential: Credential): (authorization: string) => boolean {
  const wanted = digestOf(authorizationOf(credential))
  return authorization => timingSafeEqual(digestOf(authorization), wanted)
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
