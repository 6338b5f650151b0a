import { EventStoreDBClient } from '@eventstore/db-client'
import { convertGrpcEvent } from '@eventstore/db-client/dist/utils/convertGrpcEvent.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import t from 'tap'
import { decodeRead, quickReader } from '../../../../core/ledger/eventstoredb/quick-read.ts'

const { Empty, StreamIdentifier, UUID } = shared
const { ReadResp } = streams
type Response = InstanceType<typeof ReadResp>
type Event = NonNullable<ReturnType<Response['getEvent']>>
type RecordedEvent = NonNullable<ReturnType<Event['getEvent']>>

const id = '01890a5d-ac96-774b-bcce-b302099a8057'

/** An event as servers send nearly all of them. */
function usualRecord(): RecordedEvent {
  const record = new ReadResp.ReadEvent.RecordedEvent()
  record.setId(new UUID().setString(id))
  record.setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from('host-wéb01')))
  record.setStreamRevision('7')
  record.setCommitPosition('4294967301')
  record.setPreparePosition('4294967300')
  record.getMetadataMap().set('type', 'disk.Measured')
  record.getMetadataMap().set('content-type', 'application/json')
  record.getMetadataMap().set('created', '17671392000001234')
  record.setCustomMetadata(Buffer.from('{"plugin":"disk","actor":"Zoë"}'))
  record.setData(Buffer.from('{"usedPercent":91.5,"mount":"/däta"}'))
  return record
}

function bytesOf({
  record = usualRecord(),
  change = () => undefined,
}: {
  readonly record?: RecordedEvent
  readonly change?: (event: Event, response: Response) => unknown
}): Buffer {
  const event = new ReadResp.ReadEvent().setEvent(record).setCommitPosition('4294967301')
  const response = new ReadResp().setEvent(event)
  change(event, response)
  return Buffer.from(response.serializeBinary())
}

/** A record that differs from the usual one. */
function changed(change: (record: RecordedEvent) => unknown): { readonly record: RecordedEvent } {
  const record = usualRecord()
  change(record)
  return { record }
}

const usual: Readonly<Record<string, Parameters<typeof bytesOf>[0]>> = {
  'as nearly all are': {},
  'with data that are bytes': changed(record => {
    record.getMetadataMap().set('content-type', 'application/octet-stream')
    record.setData(Buffer.of(0, 255, 1, 128))
  }),
  'with data that claim to be JSON': changed(record => record.setData(Buffer.from('{"half":'))),
  'with bytes that are no UTF-8': changed(record => record.setData(Buffer.of(34, 255, 34))),
  'without data': changed(record => record.setData('')),
  'without metadata': changed(record => record.setCustomMetadata('')),
  'with metadata that are no JSON': changed(record =>
    record.setCustomMetadata(Buffer.of(1, 2, 254)),
  ),
  'without a type': changed(record => record.getMetadataMap().del('type')),
  'without a kind of content': changed(record => record.getMetadataMap().del('content-type')),
  'without a time': changed(record => record.getMetadataMap().del('created')),
  'with a time that is none': changed(record => record.getMetadataMap().set('created', 'now')),
  'with more system metadata': changed(record => record.getMetadataMap().set('further', 'x')),
  'with an empty value': changed(record => record.getMetadataMap().set('further', '')),
  'that is the first of its stream': changed(record => record.setStreamRevision('0')),
  'at the beginning of the ledger': changed(record => {
    record.setCommitPosition('0')
    record.setPreparePosition('0')
  }),
  'without a position beside it': { change: event => event.clearCommitPosition() },
  'of the largest numbers that are exact': changed(record =>
    record.setStreamRevision('9007199254740991'),
  ),
}

const unusual: Readonly<Record<string, Parameters<typeof bytesOf>[0]>> = {
  'with an id in two halves': changed(record =>
    record.setId(
      new UUID().setStructured(
        new UUID.Structured()
          .setMostSignificantBits('1229136947515116228')
          .setLeastSignificantBits('-8965602089127135023'),
      ),
    ),
  ),
  'of a number beyond what is exact': changed(record =>
    record.setStreamRevision('9007199254740993'),
  ),
  'at a position beyond what is exact': changed(record =>
    record.setCommitPosition('9007199254740993'),
  ),
  'prepared beyond what is exact': changed(record => record.setPreparePosition('9007199254740993')),
  'beside a position beyond what is exact': {
    change: event => event.setCommitPosition('18446744073709551615'),
  },
  'that came by a link': { change: event => event.setLink(usualRecord()) },
  'that is gone, with its link': {
    change: event => {
      event.clearEvent()
      event.setLink(usualRecord())
    },
  },
  'that has no position': { change: event => event.setNoPosition(new Empty()) },
}

const asTheClient = (bytes: Buffer): Response => StreamsService.read.responseDeserialize(bytes)

/** What the client makes of a response. */
function resolved(response: object): unknown {
  const getEvent: unknown = Reflect.get(response, 'getEvent')
  return typeof getEvent === 'function' ? convertGrpcEvent(getEvent.call(response)) : undefined
}

for (const [whose, cases] of Object.entries({ 'by hand': usual, 'by the client': unusual }))
  for (const [what, made] of Object.entries(cases))
    t.test(`takes an event apart ${whose} ${what}`, async t => {
      const bytes = bytesOf(made)
      const response = decodeRead(bytes)
      t.equal(response instanceof ReadResp, cases === unusual)
      t.strictSame(resolved(response), resolved(asTheClient(bytes)))
    })

t.test('leaves to the client what is no event, or more than one', async t => {
  const others = [
    new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound()),
    new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation()),
    new ReadResp(),
  ].map(response => Buffer.from(response.serializeBinary()))
  const once = bytesOf({})
  // As a later version may send it: a field that nobody knows, behind the event and in the record.
  const further = Buffer.of(0xf8, 0x07, 1)
  const all = [...others, Buffer.concat([once, once]), Buffer.concat([once, further])]
  for (const bytes of all) {
    const response = decodeRead(bytes)
    t.ok(response instanceof ReadResp)
    t.strictSame(response, asTheClient(bytes))
  }
})

t.test('leaves to the client a record in which anything is more or less than usual', async t => {
  const nameless = changed(record => record.clearId())
  const streamless = changed(record => record.clearStreamIdentifier())
  const idAndMore = field(1, field(2, Buffer.from(id)), field(9, Buffer.of(1)))
  const streamAndMore = field(2, field(3, Buffer.from('host-web01')), field(9, Buffer.of(1)))
  const [key, value] = [field(1, Buffer.from('type')), field(2, Buffer.from('disk.Measured'))]
  const odd = [idAndMore, streamAndMore, field(6, key), field(6, value), field(9, key)]
  const usualBytes = Buffer.from(usualRecord().serializeBinary())
  const withMore = odd.map(more => field(1, field(1, usualBytes, more)))
  for (const bytes of [bytesOf(nameless), bytesOf(streamless), ...withMore]) {
    t.ok(decodeRead(bytes) instanceof ReadResp)
    t.strictSame(decodeRead(bytes), asTheClient(bytes))
  }
  t.notOk(decodeRead(field(1, field(1, usualBytes))) instanceof ReadResp)
  const broken = field(6, key, value, field(3, value))
  t.throws(() => decodeRead(field(1, field(1, usualBytes, broken))))
})

/** A field of a message, as it is sent; up to 16,383 bytes. */
function field(number: number, ...parts: readonly Buffer[]): Buffer {
  const size = parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([Buffer.of(number * 8 + 2, (size % 128) + 128, size >> 7), ...parts])
}

t.test('keeps of what is kept no more than it needs', async t => {
  const { record } = usual['with data that are bytes'] ?? {}
  const bytes = bytesOf(record ? { record } : {})
  const { event } = Object(resolved(decodeRead(bytes)))
  t.equal(event.data.buffer.byteLength, 4)
})

t.test('refuses a message that is cut off', async t => {
  t.throws(() => decodeRead(bytesOf({}).subarray(0, 40)))
})

t.test('asks by the client’s own call, and leaves alone a client that calls otherwise', async t => {
  const client = EventStoreDBClient.connectionString('esdb://127.0.0.1:1?tls=false')
  t.teardown(() => client.dispose())
  const given: unknown[] = []
  const stub = { makeServerStreamRequest: (...words: unknown[]) => given.push(...words) }
  Reflect.set(
    client,
    'GRPCStreamCreator',
    (_stubs: unknown, _name: unknown, call: (stub: object) => void) => {
      call(stub)
      return () => new Promise(() => {})
    },
  )
  quickReader(client).readAll()
  t.equal(given[0], StreamsService.read.path)
  t.equal(given[2], decodeRead)
  Reflect.set(client, 'GRPCStreamCreator', undefined)
  t.equal(quickReader(client), client)
})
