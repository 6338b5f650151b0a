import { Metadata, status } from '@grpc/grpc-js'
import { isDecklogError, messageOf } from '../../errors.ts'
import type { Expected } from './decide.ts'
import { maxInt64, tombstoneRevision } from './numbers.ts'

/** A failed call, with the trailers by which EventStoreDB's clients know what it means. */
export class RpcError extends Error {
  override readonly name = 'RpcError'
  readonly code: status
  readonly details: string
  readonly metadata: Metadata

  constructor(code: status, details: string, trailers: Readonly<Record<string, string>> = {}) {
    super(details)
    this.code = code
    this.details = details
    this.metadata = new Metadata()
    for (const [key, value] of Object.entries(trailers)) this.metadata.set(key, printable(value))
  }
}

/** Most bytes of event data in one append. */
export const maxAppendSize = 1024 * 1024

/** The ways in which calls fail. */
export const rpcErrors = {
  invalid: (details: string) => new RpcError(status.UNKNOWN, details),
  unavailable: () => new RpcError(status.UNAVAILABLE, 'Server Is Not Ready'),
  late: () => new RpcError(status.DEADLINE_EXCEEDED, 'The deadline has passed'),
  unknownOutcome: () =>
    new RpcError(status.ABORTED, 'Operation timed out: the outcome of the write is not known'),
  streamDeleted: (stream: string) =>
    new RpcError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
      exception: 'stream-deleted',
      'stream-name': stream,
    }),
  wrongExpectedVersion: (stream: string, expected: Expected, actual: number) =>
    new RpcError(
      status.FAILED_PRECONDITION,
      `Wrong expected version of '${stream}': expected ${expected}, actual ${actual}`,
      {
        exception: 'wrong-expected-version',
        'stream-name': stream,
        'expected-version': String(expectedNumber[String(expected)] ?? expected),
        'actual-version': String(actual === tombstoneRevision ? maxInt64 : actual),
      },
    ),
  appendTooLarge: () =>
    new RpcError(status.INVALID_ARGUMENT, `Maximum Append Size of ${maxAppendSize} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(maxAppendSize),
    }),
  missingMetadata: (key: string) =>
    new RpcError(status.INVALID_ARGUMENT, `Required Metadata Property '${key}' is missing`, {
      exception: 'missing-required-metadata-property',
      'required-metadata-properties': 'type,content-type',
    }),
}

/** Turns anything thrown into a failed call. */
export function toRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error
  if (isDecklogError(error, 'DECKLOG_DATABASE_UNAVAILABLE')) return rpcErrors.unavailable()
  return rpcErrors.invalid(messageOf(error))
}

const expectedNumber: Readonly<Record<string, number>> = {
  no_stream: -1,
  any: -2,
  stream_exists: -4,
}

/** Trailers are printable ASCII. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, encodeURIComponent)
}
