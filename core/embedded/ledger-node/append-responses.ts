import type { RpcError } from '../grpc/rpc-error.ts'
import type { Expected } from './decide.ts'
import { encode, message, uint } from './encode.ts'
import { maxAppendSize } from './rpc-errors.ts'
import type { WriteAnswer } from './write-request.ts'

type Written = Extract<WriteAnswer, { kind: 'written' }>
type Conflict = Extract<WriteAnswer, { kind: 'conflict' }>

const empty: Buffer = Buffer.alloc(0)

/** `AppendResp` of an append that was written. */
export function appendSuccess(written: Written): Buffer {
  return encode(message(1, success(written)))
}

/** `AppendResp` of an append whose expectation was wrong. */
export function appendConflict(expected: Expected, { actual }: Conflict): Buffer {
  return encode(
    message(
      2,
      actual < 0 ? message(7, empty) : uint(6, actual),
      expected === 'any' ? message(9, empty) : empty,
      expected === 'stream_exists' ? message(10, empty) : empty,
      expected === 'no_stream' ? message(11, empty) : empty,
      typeof expected === 'bigint' ? uint(8, expected) : empty,
    ),
  )
}

/** `DeleteResp` or `TombstoneResp`: the position of the event that deletes. */
export function deleteSuccess({ position }: Written): Buffer {
  return encode(position === undefined ? message(2, empty) : message(1, place(position)))
}

/** Names the request that a `BatchAppendResp` answers: its correlation id and stream identifier, as they were encoded. */
export interface BatchKey {
  readonly correlationId: Buffer
  readonly streamIdentifier: Buffer
}

/** `BatchAppendResp` of an append that was written. */
export function batchSuccess(key: BatchKey, written: Written): Buffer {
  return batchResponse(key, message(3, success(written)))
}

/** `BatchAppendResp` of one that was not, with the detail by which clients tell why. */
export function batchFailure(key: BatchKey, text: string, detail: string, body = empty): Buffer {
  const any = [message(1, Buffer.from(`type.googleapis.com/${detail}`)), message(2, body)]
  return batchResponse(
    key,
    message(2, uint(1, 2), message(2, Buffer.from(text)), message(3, ...any)),
  )
}

/** `WrongExpectedVersion` as the detail of a failure. */
export function conflictDetail(expected: Expected, { actual }: Conflict): Buffer {
  return encode(
    actual < 0 ? message(2, empty) : uint(1, actual),
    typeof expected === 'bigint' ? uint(3, expected) : empty,
    expected === 'any' ? message(4, empty) : empty,
    expected === 'stream_exists' ? message(5, empty) : empty,
    expected === 'no_stream' ? message(6, empty) : empty,
  )
}

/** The failure of a batch whose request was refused before it was tried. */
export function batchRefusal(key: BatchKey, error: RpcError): Buffer {
  if (error.trailers['exception'] === 'maximum-append-size-exceeded')
    return batchFailure(
      key,
      error.details,
      'event_store.client.MaximumAppendSizeExceeded',
      encode(uint(1, maxAppendSize)),
    )
  const text = encode(message(1, Buffer.from(error.details)))
  return batchFailure(key, error.details, 'event_store.client.BadRequest', text)
}

function batchResponse(key: BatchKey, outcome: Buffer): Buffer {
  return encode(message(1, key.correlationId), outcome, message(4, key.streamIdentifier))
}

function success({ revision, position }: Written): Buffer {
  return encode(
    revision < 0 ? message(2, empty) : uint(1, revision),
    position === undefined ? message(4, empty) : message(3, place(position)),
  )
}

function place(position: number): Buffer {
  return encode(uint(1, position), uint(2, position))
}
