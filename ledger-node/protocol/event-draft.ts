import type { ProtoReader } from '../wire/proto-reader.ts'
import { type EventId, readEventId } from './event-id.ts'
import { rpcErrors } from './rpc-errors.ts'

/** An event as a client proposed it. */
export interface EventDraft {
  readonly id: EventId
  readonly type: string
  readonly isJson: boolean
  readonly data: Buffer
  readonly metadata: Buffer
}

const noBytes = Buffer.alloc(0)
const bytesOfAny = 256

/** What an event costs while it waits: its bytes, and what it takes whatever they are. */
export function weightOf({ data, metadata, type }: EventDraft): number {
  return data.length + metadata.length + type.length + bytesOfAny
}

/** Reads an event that a client proposes; the same message in a plain append and in a batch. */
export function readProposedMessage(message: ProtoReader): EventDraft {
  let id = ''
  let type: string | undefined
  let contentType: string | undefined
  let data: Buffer = noBytes
  let metadata: Buffer = noBytes
  while (message.next()) {
    if (message.field === 1) id = readEventId(message.message())
    else if (message.field === 2) {
      const [key, value] = readEntry(message.message())
      if (key === 'type') type = value
      else if (key === 'content-type') contentType = value
    } else if (message.field === 3) metadata = message.bytes()
    else if (message.field === 4) data = message.bytes()
    else message.skip()
  }
  if (type === undefined) throw rpcErrors.missingMetadata('type')
  if (contentType === undefined) throw rpcErrors.missingMetadata('content-type')
  if (type === '') throw rpcErrors.invalid('Empty eventType provided.')
  if (id === '') throw rpcErrors.invalid('No eventId provided.')
  return { id, type, isJson: contentType === 'application/json', data, metadata }
}

function readEntry(entry: ProtoReader): readonly [string, string] {
  let key = ''
  let value = ''
  while (entry.next()) {
    if (entry.field === 1) key = entry.text()
    else if (entry.field === 2) value = entry.text()
    else entry.skip()
  }
  return [key, value]
}
