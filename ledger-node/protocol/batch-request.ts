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
