import { frameHeadSize } from '../wire/frame.ts'
import type { EventDraft } from './event-draft.ts'
import { writeEventId } from './event-id.ts'
import { tombstoneRevision } from '../wire/numbers.ts'
import { ProtoWriter, varintSize } from '../wire/proto-writer.ts'

/** The place of an append's events: revision and position of its first event grow by one with each. */
export interface AppendPlace {
  readonly stream: Buffer
  readonly firstRevision: number
  readonly firstPosition: number
  readonly recordedAtMs: number
}

/** Bytes of the id field, which comes first in a recorded event. */
export const idFieldSize = 40

const maxInt64Varint = Buffer.from([255, 255, 255, 255, 255, 255, 255, 255, 127])
const typeKey = Buffer.from([0x0a, 4, ...Buffer.from('type')])
const createdKey = Buffer.from([0x0a, 7, ...Buffer.from('created')])
const contentTypeEntry = {
  json: mapEntry('content-type', 'application/json'),
  binary: mapEntry('content-type', 'application/octet-stream'),
}

function mapEntry(key: string, value: string): Buffer {
  const inner = [0x0a, key.length, ...Buffer.from(key), 0x12, value.length, ...Buffer.from(value)]
  return Buffer.from([0x32, inner.length, ...inner])
}

interface Sizes {
  readonly type: number
  readonly typeEntry: number
  readonly recorded: number
  readonly event: number
  readonly message: number
}

/** Encodes the events of an append as the `ReadResp` messages that readers are to get, framed one after another. */
export function encodeAppend(events: readonly EventDraft[], place: AppendPlace): Buffer {
  // Ticks of 100 ns, as EventStoreDB has them.
  const created = `${place.recordedAtMs}0000`
  const sizes = events.map((event, i) => measure(event, i, place, created))
  const total = sizes.reduce((sum, size) => sum + frameHeadSize + size.message, 0)
  const writer = new ProtoWriter(Buffer.allocUnsafe(total))
  events.forEach((event, i) => {
    const size = sizes[i]
    if (size) writeEvent(writer, event, size, created, i, place)
  })
  return writer.bytes
}

function measure(event: EventDraft, i: number, place: AppendPlace, created: string): Sizes {
  const name = 1 + varintSize(place.stream.length) + place.stream.length
  const position = varintSize(place.firstPosition + i)
  const type = Buffer.byteLength(event.type)
  const typeEntry = typeKey.length + 1 + varintSize(type) + type
  const recorded =
    idFieldSize +
    (1 + varintSize(name) + name) +
    (1 + revisionSize(place.firstRevision + i)) +
    2 * (1 + position) +
    (1 + varintSize(typeEntry) + typeEntry) +
    (event.isJson ? contentTypeEntry.json : contentTypeEntry.binary).length +
    (2 + createdKey.length + 2 + created.length) +
    bytesSize(event.metadata) +
    bytesSize(event.data)
  const readEvent = 1 + varintSize(recorded) + recorded + 1 + position
  return {
    type,
    typeEntry,
    recorded,
    event: readEvent,
    message: 1 + varintSize(readEvent) + readEvent,
  }
}

function writeEvent(
  writer: ProtoWriter,
  event: EventDraft,
  size: Sizes,
  created: string,
  i: number,
  place: AppendPlace,
): void {
  const position = place.firstPosition + i
  writer.bytes[writer.at] = 0
  writer.bytes.writeUInt32BE(size.message, writer.at + 1)
  writer.at += frameHeadSize
  writer.head(0x0a, size.event)
  writer.head(0x0a, size.recorded)
  writer.head(0x0a, 38)
  writer.head(0x12, 36)
  writeEventId(writer.bytes, event.id, writer.at)
  writer.at += 36
  writer.head(0x12, 1 + varintSize(place.stream.length) + place.stream.length)
  writer.head(0x1a, place.stream.length)
  writer.raw(place.stream)
  writeRevision(writer, place.firstRevision + i)
  writer.uint(0x20, position)
  writer.uint(0x28, position)
  writeSystemMetadata(writer, event, size, created)
  writeBytes(writer, 0x3a, event.metadata)
  writeBytes(writer, 0x42, event.data)
  writer.uint(0x18, position)
}

function writeSystemMetadata(
  writer: ProtoWriter,
  event: EventDraft,
  size: Sizes,
  created: string,
): void {
  writer.head(0x32, size.typeEntry)
  writer.raw(typeKey)
  writer.head(0x12, size.type)
  writer.utf8(event.type)
  writer.raw(event.isJson ? contentTypeEntry.json : contentTypeEntry.binary)
  writer.head(0x32, createdKey.length + 2 + created.length)
  writer.raw(createdKey)
  writer.head(0x12, created.length)
  writer.ascii(created)
}

function revisionSize(revision: number): number {
  return revision === tombstoneRevision ? maxInt64Varint.length : varintSize(revision)
}

function writeRevision(writer: ProtoWriter, revision: number): void {
  if (revision === tombstoneRevision) {
    writer.bytes[writer.at++] = 0x18
    writer.raw(maxInt64Varint)
  } else writer.uint(0x18, revision)
}

function bytesSize(value: Buffer): number {
  return value.length === 0 ? 0 : 1 + varintSize(value.length) + value.length
}

function writeBytes(writer: ProtoWriter, tag: number, value: Buffer): void {
  if (value.length === 0) return
  writer.head(tag, value.length)
  writer.raw(value)
}
