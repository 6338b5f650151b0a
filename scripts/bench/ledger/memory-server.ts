import { randomUUID } from 'node:crypto'
import { batchSuccess } from '../../../ledger-node/protocol/append-responses.ts'
import { readBatchRequest } from '../../../ledger-node/protocol/batch-request.ts'
import { controlMessages } from '../../../ledger-node/protocol/control-messages.ts'
import { type EventDraft, readProposedMessage } from '../../../ledger-node/protocol/event-draft.ts'
import { parseEventId } from '../../../ledger-node/protocol/event-id.ts'
import { encodeAppend } from '../../../ledger-node/protocol/frames.ts'
import { readReadRequest } from '../../../ledger-node/protocol/read-request.ts'
import { Outlet } from '../../../ledger-node/reading/outlet.ts'
import { supportedMethods } from '../../../ledger-node/services.ts'
import { framesOf } from '../../../ledger-node/storing/append-row.ts'
import { frame } from '../../../ledger-node/wire/frame.ts'
import type { GrpcCall } from '../../../ledger-node/wire/grpc-call.ts'
import { createGrpcServer } from '../../../ledger-node/wire/grpc-server.ts'
import { ProtoReader } from '../../../ledger-node/wire/proto-reader.ts'
import { benchEvent } from './bench-event.ts'

const recordedAtMs = Date.parse('2026-01-01T00:00:00.000Z')
const readEnd = 1_000_000_000
const streams = '/event_store.client.streams.Streams/'

let position = 0
const followers = new Set<GrpcCall>()
const page = framesOf(encode(Array.from({ length: 1_000 }, (_, i) => toDraft(i))))

const server = createGrpcServer({
  maxMessageBytes: 17 * 1024 * 1024,
  handlers: new Map([
    [`${streams}BatchAppend`, batchAppend],
    [`${streams}Read`, read],
    ['/event_store.client.server_features.ServerFeatures/GetSupportedMethods', features],
  ]),
})
process.send?.(await server.listen(0, '127.0.0.1'))
process.once('disconnect', () => process.exit(0))

async function features(call: GrpcCall): Promise<void> {
  await call.request()
  call.write(frame(supportedMethods(['Read', 'BatchAppend'].map(name => streams + name))))
}

async function batchAppend(call: GrpcCall): Promise<void> {
  await call.receive(bytes => {
    const { correlationId, options, proposed } = readBatchRequest(bytes)
    position += proposed.length
    if (followers.size > 0) publish(proposed)
    const reader = new ProtoReader(options ?? Buffer.alloc(0))
    reader.next()
    const key = { correlationId, streamIdentifier: reader.bytes() }
    call.write(frame(batchSuccess(key, { kind: 'written', revision: position, position })))
  })
}

function publish(proposed: readonly ProtoReader[]): void {
  const events = encode(proposed.map(readProposedMessage))
  for (const follower of followers) follower.write(events)
}

async function read(call: GrpcCall): Promise<void> {
  const { count, from } = readReadRequest(await call.request())
  const outlet = new Outlet(call)
  if (count === undefined) outlet.write(controlMessages.confirmation(randomUUID()))
  outlet.flush()
  if (from === 'end') await follow(call)
  else await deliver(outlet, count ?? readEnd)
}

async function follow(call: GrpcCall): Promise<void> {
  followers.add(call)
  await new Promise<void>(resolve => call.onClose(resolve))
  followers.delete(call)
}

async function deliver(outlet: Outlet, count: number): Promise<void> {
  for (let sent = 0; sent < count && !outlet.isClosed; sent += 1) {
    const event = page[sent % page.length]
    if (event) outlet.write(event)
    if (outlet.flushWhenFull('stored')) await outlet.drained()
  }
  outlet.flush()
}

function encode(events: readonly EventDraft[]): Buffer {
  const stream = Buffer.from('memory-1')
  return encodeAppend(events, { stream, firstRevision: 0, firstPosition: position, recordedAtMs })
}

function toDraft(index: number): EventDraft {
  const { id: text, type, data, metadata } = benchEvent(index)
  const id = parseEventId(Buffer.from(text))
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
  return { id, type, isJson: true, data: json(data), metadata: json(metadata) }
}
