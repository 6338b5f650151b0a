import { encode, message, uint } from '../wire/proto-writer.ts'
import type { RpcError } from '../wire/rpc-error.ts'
import type { Expected } from '../writing/decide.ts'
import type { WriteAnswer } from '../writing/write-request.ts'
import { maxAppendSize, rpcErrors } from './rpc-errors.ts'

type Written = Extract<WriteAnswer, { kind: 'written' }>
type Conflict = Extract<WriteAnswer, { kind: 'conflict' }>

const empty: Buffer = Buffer.alloc(0)
const maxUint64 = 2n ** 64n - 1n

/** `AppendResp` of an append that was written. */
export function appendSuccess(written: Written): Buffer {
  return encode(message(1, success(written)))
}

/** `AppendResp` of an append whose expectation was wrong. */
export function appendConflict(expected: Expected, { actual }: Conflict): Buffer {
  return encode(
    message(
      2,
      ...(actual < 0 ? [message(2, empty), message(7, empty)] : [uint(1, actual), uint(6, actual)]),
      ...expectedFields(expected),
    ),
  )
}

/** Said twice: clients of version 20.6 and before look at other fields. */
function expectedFields(expected: Expected): readonly Buffer[] {
  switch (expected) {
    case 'any':
      return [message(4, empty), message(9, empty)]
    case 'stream_exists':
      return [message(5, empty), message(10, empty)]
    case 'no_stream':
      return [uint(3, maxUint64), message(11, empty)]
    default:
      return [uint(3, expected), uint(8, expected)]
  }
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

/** Why an append of a batch was not written, with the number that Google's APIs give to such a failure. */
const failureCodes = {
  BadRequest: 3,
  MaximumAppendSizeExceeded: 3,
  Timeout: 4,
  StreamDeleted: 5,
  WrongExpectedVersion: 6,
} as const

/** `BatchAppendResp` of one that was not; `body` is the detail of the reason. */
export function batchFailure(
  key: BatchKey,
  reason: keyof typeof failureCodes,
  body = empty,
): Buffer {
  const typeUrl = `type.googleapis.com/event_store.client.${reason}`
  const detail = [message(1, Buffer.from(typeUrl)), message(2, body)]
  const code = uint(1, failureCodes[reason])
  return batchResponse(
    key,
    message(2, code, message(2, Buffer.from(reason)), message(3, ...detail)),
  )
}

/** `StreamDeleted` as the detail of a failure. */
function deletedDetail({ streamIdentifier }: BatchKey): Buffer {
  return encode(message(1, streamIdentifier))
}

/** `WrongExpectedVersion` as the detail of a failure. */
function conflictDetail(expected: Expected, { actual }: Conflict): Buffer {
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
    return batchFailure(key, 'MaximumAppendSizeExceeded', encode(uint(1, maxAppendSize)))
  return batchFailure(key, 'BadRequest', encode(message(1, Buffer.from(error.details))))
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

/** The answer to a write that was made; every other one becomes the failure of the call. */
export function requireWritten(answer: WriteAnswer, stream: string, expected: Expected): Written {
  if (answer.kind === 'written') return answer
  throw failure(answer, stream, expected)
}

function failure(
  answer: Exclude<WriteAnswer, Written>,
  stream: string,
  expected: Expected,
): RpcError {
  switch (answer.kind) {
    case 'conflict':
      return rpcErrors.wrongExpectedVersion(stream, expected, answer.actual)
    case 'deleted':
      return rpcErrors.streamDeleted(stream)
    case 'late':
      return rpcErrors.late()
    case 'unavailable':
      return rpcErrors.unavailable()
    case 'unknown':
      return rpcErrors.unknownOutcome()
  }
}

/** `BatchAppendResp` of whatever became of an append. */
export function batchAnswer(key: BatchKey, expected: Expected, answer: WriteAnswer): Buffer {
  switch (answer.kind) {
    case 'written':
      return batchSuccess(key, answer)
    case 'conflict':
      return batchFailure(key, 'WrongExpectedVersion', conflictDetail(expected, answer))
    case 'deleted':
      return batchFailure(key, 'StreamDeleted', deletedDetail(key))
    case 'late':
    case 'unknown':
    case 'unavailable':
      return batchFailure(key, 'Timeout')
  }
}
