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
} as const

/** One of these codes. */
export type RpcStatus = (typeof rpcStatus)[keyof typeof rpcStatus]
