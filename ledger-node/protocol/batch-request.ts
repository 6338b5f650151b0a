import type { BatchKey } from './append-responses.ts'
import { ProtoReader } from '../wire/proto-reader.ts'

/** One message of a `BatchAppend` call, split into its parts. */
export interface BatchRequest {
  /** As it was encoded; it is only compared and sent back. */
  readonly correlationId: Buffer
  readonly options: Buffer | undefined
  readonly proposed: readonly ProtoReader[]
  readonly isFinal: boolean
}

/** Reads a `BatchAppendReq` message. */
export function readBatchRequest(bytes: Buffer): BatchRequest {
  let correlationId: Buffer = Buffer.alloc(0)
  let options: Buffer | undefined
  let isFinal = false
  const proposed: ProtoReader[] = []
  const reader = new ProtoReader(bytes)
  while (reader.next()) {
    if (reader.field === 1) correlationId = reader.bytes()
    else if (reader.field === 2) options = reader.bytes()
    else if (reader.field === 3) proposed.push(reader.message())
    else if (reader.field === 4) isFinal = reader.uint() === 1
    else reader.skip()
  }
  return { correlationId, options, proposed, isFinal }
}

/** By which a message is answered. */
export function keyOf({ correlationId, options = Buffer.alloc(0) }: BatchRequest): BatchKey {
  const reader = new ProtoReader(options)
  while (reader.next()) {
    if (reader.field === 1) return { correlationId, streamIdentifier: reader.bytes() }
    reader.skip()
  }
  return { correlationId, streamIdentifier: Buffer.alloc(0) }
}
