import { isUnavailable, textOf } from '../../postgres/database-error.ts'
import { maxInt64, tombstoneRevision } from '../wire/numbers.ts'
import { RpcError, rpcStatus } from '../wire/rpc-error.ts'
import type { Expected } from '../writing/decide.ts'

/** Most bytes of event data in one append. */
export const maxAppendSize = 1024 * 1024

/** Most bytes of one append with all that goes with it: metadata, types, and what an event costs by itself. */
export const maxAppendWeight = 64 * 1024 * 1024

/** The ways in which calls fail, with the trailers by which EventStoreDB's clients know what it means. */
export const rpcErrors = {
  /** EventStoreDB fails where a client would not get by itself, and does not say how. */
  invalid: (details: string) => new RpcError(rpcStatus.unknown, details),
  badArgument: (details: string) => new RpcError(rpcStatus.invalidArgument, details),
  unauthenticated: () => new RpcError(rpcStatus.unauthenticated, 'Unauthenticated'),
  unavailable: () => new RpcError(rpcStatus.unavailable, 'Server Is Not Ready'),
  late: () => new RpcError(rpcStatus.deadlineExceeded, 'The deadline has passed'),
  unknownOutcome: () =>
    new RpcError(rpcStatus.aborted, 'Operation timed out: the outcome of the write is not known'),
  streamDeleted: (stream: string) =>
    ofStream(stream, `Event stream '${stream}' is deleted.`, { exception: 'stream-deleted' }),
  wrongExpectedVersion: (stream: string, expected: Expected, actual: number) => {
    const wanted = String(expectedNumber[String(expected)] ?? expected)
    const found = String(actual === tombstoneRevision ? maxInt64 : actual)
    return ofStream(
      stream,
      `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${wanted}, Actual version: ${found}`,
      {
        exception: 'wrong-expected-version',
        'expected-version': wanted,
        'actual-version': found,
      },
    )
  },
  appendTooLarge: () =>
    new RpcError(rpcStatus.invalidArgument, `Maximum Append Size of ${maxAppendSize} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(maxAppendSize),
    }),
  appendTooHeavy: () =>
    new RpcError(
      rpcStatus.resourceExhausted,
      `An append may have ${maxAppendWeight} bytes with its metadata at most`,
    ),
  missingMetadata: (key: string) =>
    new RpcError(rpcStatus.invalidArgument, `Required Metadata Property '${key}' is missing`, {
      exception: 'missing-required-metadata-property',
      'required-metadata-properties': 'type,content-type',
    }),
}

/** Turns anything thrown into a failed call. */
export function toRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error
  if (isUnavailable(error)) return rpcErrors.unavailable()
  return rpcErrors.invalid(textOf(error))
}

const expectedNumber: Readonly<Record<string, number>> = {
  no_stream: -1,
  any: -2,
  stream_exists: -4,
}

/** A trailer is printable ASCII: of a stream with another name, EventStoreDB can say only that the call has failed. */
function ofStream(
  stream: string,
  details: string,
  trailers: Readonly<Record<string, string>>,
): RpcError {
  if (!/^[\t\x20-\x7e]*$/.test(stream)) return rpcErrors.invalid(details)
  return new RpcError(rpcStatus.failedPrecondition, details, { ...trailers, 'stream-name': stream })
}
