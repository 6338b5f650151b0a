/** A failed call, with the trailers that say more of it than its code. */
export class RpcError extends Error {
  override readonly name = 'RpcError'
  readonly code: RpcStatus
  readonly details: string
  /** Their values are printable ASCII. */
  readonly trailers: Readonly<Record<string, string>>

  constructor(code: RpcStatus, details: string, trailers: Readonly<Record<string, string>> = {}) {
    super(details)
    this.code = code
    this.details = details
    this.trailers = trailers
  }
}

/** The codes of gRPC by which calls end here. */
export const rpcStatus = {
  ok: 0,
  cancelled: 1,
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const

/** One of these codes. */
type RpcStatus = (typeof rpcStatus)[keyof typeof rpcStatus]

/** As gRPC wants its messages: bytes of UTF-8, those that are not printable ASCII by number. */
export function percentEncoded(text: string): string {
  const encode = (byte: string): string =>
    `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  return Buffer.from(text)
    .toString('latin1')
    .replace(/[^\x20-\x24\x26-\x7e]/g, encode)
}

/** The client has gone, or will not wait. */
export function gone(): RpcError {
  return new RpcError(rpcStatus.cancelled, 'The client is gone')
}

/** The client has stopped within a message. */
export function cutShort(): RpcError {
  return new RpcError(rpcStatus.internal, 'The request ends within a message')
}
