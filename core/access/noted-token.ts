import type { NotedToken } from './noted-token-schema.ts'
import type { KnownToken } from './token-directory.ts'

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
