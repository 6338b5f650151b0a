import { frameHeadSize, type Frame } from '../wire/frame.ts'
import { toNumber } from '../wire/numbers.ts'
import { ProtoReader } from '../wire/proto-reader.ts'

/** What a stored frame says of its event. */
export interface RecordedEvent {
  readonly id: string
  readonly stream: string
  readonly revision: number
  readonly position: number
  readonly type: string
  readonly isJson: boolean
  readonly data: Buffer
  /** The encoded `RecordedEvent` message. */
  readonly encoded: Buffer
}

const noBytes: Buffer = Buffer.alloc(0)

/** Reads a stored frame back, which holds a `ReadResp` message. */
export function parseRecordedEvent(frame: Frame): RecordedEvent {
  const encoded = encodedEvent(frame)
  const event = { id: '', stream: '', revision: 0, position: 0, data: noBytes }
  let entries = { type: '', isJson: false }
  const reader = new ProtoReader(encoded)
  while (reader.next()) {
    if (reader.field === 1) event.id = textInside(reader.message(), 2)
    else if (reader.field === 2) event.stream = textInside(reader.message(), 3)
    else if (reader.field === 3) event.revision = toNumber(reader.bigUint())
    else if (reader.field === 5) event.position = reader.uint()
    else if (reader.field === 6) entries = { ...entries, ...entryOf(reader.message()) }
    else if (reader.field === 8) event.data = reader.bytes()
    else reader.skip()
  }
  return { ...event, ...entries, encoded }
}

/** The `RecordedEvent` message inside a stored frame. */
function encodedEvent(frame: Frame): Buffer {
  return insideResponse(frame).bytes()
}

/** A reader of that message. */
export function readerOfEvent(frame: Frame): ProtoReader {
  return insideResponse(frame).message()
}

function insideResponse({ bytes, start, end }: Frame): ProtoReader {
  const response = new ProtoReader(bytes, start + frameHeadSize, end)
  response.next()
  const event = response.message()
  event.next()
  return event
}

/** Only the type of a stored event, as a filter needs it for every event. */
export function eventType(frame: Frame): string {
  const reader = readerOfEvent(frame)
  while (reader.next()) {
    if (reader.field !== 6) {
      reader.skip()
      continue
    }
    const entry = reader.message()
    entry.next()
    if (entry.text() !== 'type') continue
    entry.next()
    return entry.text()
  }
  return ''
}

function textInside(message: ProtoReader, field: number): string {
  while (message.next()) {
    if (message.field === field) return message.text()
    message.skip()
  }
  return ''
}

function entryOf(entry: ProtoReader): { type?: string; isJson?: boolean } {
  entry.next()
  const key = entry.text()
  entry.next()
  const value = entry.text()
  if (key === 'type') return { type: value }
  return key === 'content-type' ? { isJson: value === 'application/json' } : {}
}
