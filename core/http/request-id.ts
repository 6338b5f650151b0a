import { randomUUID } from 'node:crypto'

/** The caller's `X-Request-Id` when it is a plain token of at most 128 characters, or else a new id. */
export function requestId(header: string | undefined): string {
  return header !== undefined && /^[\w.:+/=@-]{1,128}$/.test(header) ? header : randomUUID()
}
