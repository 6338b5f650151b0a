import type { EventStoreDBClient } from '@eventstore/db-client'
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { ProtoReader } from '../../../ledger-node/wire/proto-reader.ts'

/**
 * The same client, for whoever reads very many events: what comes is taken apart by hand, which costs a third of what the client's
 * generated code takes. All else is the client's: the request, its errors, and what it makes of a record. Where a version of the
 * client makes its calls in another way, it is the client itself.
 */
export function quickReader(client: EventStoreDBClient): EventStoreDBClient {
  const createStream: unknown = Reflect.get(client, 'GRPCStreamCreator')
  if (typeof createStream !== 'function') return client
  const reader: EventStoreDBClient = Object.create(client)
  Reflect.set(reader, 'GRPCStreamCreator', (...[stubs, name, call, ...rest]: unknown[]) => {
    const quick = typeof call === 'function' ? (stub: object) => call(quickStub(stub)) : call
    return Reflect.apply(createStream, client, [stubs, name, quick, ...rest])
  })
  return reader
}

/** A stub of which `read` answers what `decodeRead` makes of each message. */
function quickStub(stub: object): object {
  const request: unknown = Reflect.get(stub, 'makeServerStreamRequest')
  if (typeof request !== 'function') return stub
  const { path, requestSerialize } = StreamsService.read
  return {
    read: (...given: unknown[]): unknown =>
      Reflect.apply(request, stub, [path, requestSerialize, decodeRead, ...given]),
  }
}

/** Takes a `ReadResp` apart: one with an event of the usual form by hand, any other as the client does. */
export function decodeRead(bytes: Buffer): object {
  const reader = new ProtoReader(bytes)
  const event = reader.next() && reader.field === 1 ? new ReadEvent(reader.message()) : undefined
  if (!event?.isUsual || reader.next()) return StreamsService.read.responseDeserialize(bytes)
  return new ReadResponse(event)
}

// What the client asks of a message, in the words that its generated code has for it.

class ReadResponse {
  readonly #event: ReadEvent

  constructor(event: ReadEvent) {
    this.#event = event
  }

  hasEvent(): boolean {
    return true
  }

  getEvent(): ReadEvent {
    return this.#event
  }
}

class ReadEvent {
  readonly isUsual: boolean
  readonly #record = new RecordedEvent()
  #commit: number | undefined

  constructor(reader: ProtoReader) {
    let isKnown = reader.next() && reader.field === 1 && this.#record.read(reader.message())
    while (isKnown && reader.next()) {
      // Neither a link, nor a record in two parts.
      if (reader.field === 3) this.#commit = reader.uint()
      else isKnown = false
    }
    this.isUsual = isKnown && Number.isSafeInteger(this.#commit ?? 0)
  }

  hasEvent(): boolean {
    return true
  }

  getEvent(): RecordedEvent {
    return this.#record
  }

  hasLink(): boolean {
    return false
  }

  hasCommitPosition(): boolean {
    return this.#commit !== undefined
  }

  getCommitPosition(): number | undefined {
    return this.#commit
  }
}

const nothing: Buffer = Buffer.alloc(0)

class RecordedEvent {
  #id: string | undefined
  #stream: Buffer | undefined
  #revision = 0
  #prepare = 0
  #commit = 0
  #metadata = nothing
  #data = nothing
  readonly #system = new Map<string, string>()

  /** Takes a record apart; false when it is of another form than records commonly are. */
  read(reader: ProtoReader): boolean {
    while (reader.next()) if (!this.#take(reader)) return false
    const numbers = [this.#revision, this.#prepare, this.#commit]
    return (
      this.#id !== undefined && this.#stream !== undefined && numbers.every(Number.isSafeInteger)
    )
  }

  #take(reader: ProtoReader): boolean {
    const { field } = reader
    if (field === 1) return (this.#id = onlyField(reader, 2)?.toString()) !== undefined
    if (field === 2) return (this.#stream = onlyField(reader, 3)) !== undefined
    if (field === 3) this.#revision = reader.uint()
    else if (field === 4) this.#prepare = reader.uint()
    else if (field === 5) this.#commit = reader.uint()
    else if (field === 6) return this.#takeSystem(reader.message())
    else if (field === 7) this.#metadata = reader.bytes()
    else if (field === 8) this.#data = reader.bytes()
    else return false
    return true
  }

  #takeSystem(entry: ProtoReader): boolean {
    const key = entry.next() && entry.field === 1 ? entry.text() : undefined
    const value = entry.next() && entry.field === 2 ? entry.text() : undefined
    if (key === undefined || value === undefined || entry.next()) return false
    this.#system.set(key, value)
    return true
  }

  /** Type, kind of content and time, by their names. */
  getMetadataMap(): ReadonlyMap<string, string> {
    return this.#system
  }

  hasStreamIdentifier(): boolean {
    return true
  }

  getStreamIdentifier(): { getStreamName(): Buffer | undefined } {
    return { getStreamName: () => this.#stream }
  }

  hasId(): boolean {
    return true
  }

  getId(): { hasStructured(): boolean; getString(): string | undefined } {
    return { hasStructured: () => false, getString: () => this.#id }
  }

  getStreamRevision(): number {
    return this.#revision
  }

  getCommitPosition(): number {
    return this.#commit
  }

  getPreparePosition(): number {
    return this.#prepare
  }

  getData(): Buffer {
    return this.#data
  }

  // Copied, because whoever keeps it would keep all that came with it.
  getData_asU8(): Uint8Array {
    return new Uint8Array(this.#data)
  }

  getCustomMetadata_asU8(): Uint8Array {
    return new Uint8Array(this.#metadata)
  }
}

/** The bytes of a field of an embedded message that has no other; undefined when it has. */
function onlyField(reader: ProtoReader, field: number): Buffer | undefined {
  const inner = reader.message()
  if (!inner.next() || inner.field !== field) return undefined
  const bytes = inner.bytes()
  return inner.next() ? undefined : bytes
}
