import type { RpcStatus } from './rpc-status.ts'

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
