// The process of a server that keeps nothing: it acknowledges every append at once and makes up what is read, so that what is
// measured against it is the client's own limit. Its parent is told the port by message.
import { randomUUID } from 'node:crypto'
import {
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerWritableStream,
} from '@grpc/grpc-js'
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import { messagesOf } from '../../../core/embedded/ledger-node/append-row.ts'
import { batchSuccess } from '../../../core/embedded/ledger-node/append-responses.ts'
import { readBatchRequest } from '../../../core/embedded/ledger-node/batch-request.ts'
import { coalesceWrites } from '../../../core/embedded/ledger-node/coalesce-writes.ts'
import { controlMessages } from '../../../core/embedded/ledger-node/control-messages.ts'
import type { EventDraft } from '../../../core/embedded/ledger-node/event-draft.ts'
import { encodeAppend } from '../../../core/embedded/ledger-node/frames.ts'
import { createGossip } from '../../../core/embedded/ledger-node/gossip.ts'
import { Outlet } from '../../../core/embedded/ledger-node/outlet.ts'
import { readProposedMessage } from '../../../core/embedded/ledger-node/proposed-message.ts'
import { ProtoReader } from '../../../core/embedded/ledger-node/proto-reader.ts'
import { readReadRequest } from '../../../core/embedded/ledger-node/read-request.ts'
import { getSupportedMethods } from '../../../core/embedded/ledger-node/server-features.ts'
import { streamsService } from '../../../core/embedded/ledger-node/streams-service.ts'
import { benchEvent } from './bench-event.ts'

const recordedAtMs = Date.parse('2026-01-01T00:00:00.000Z')
const readEnd = 1_000_000_000

let position = 0
const followers = new Set<ServerWritableStream<Buffer, Buffer>>()
const page = encode(Array.from({ length: 1_000 }, (_, i) => toDraft(i)))

const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 })
server.addService(streamsService, { batchAppend, read, append: no, delete: no, tombstone: no })
server.addService(featuresService.ServerFeaturesService, { getSupportedMethods })
server.addService(gossipService.GossipService, { read: createGossip() })
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error
  process.send?.(port)
})
process.once('disconnect', () => process.exit(0))

function batchAppend(call: ServerDuplexStream<Buffer, Buffer>): void {
  coalesceWrites(call)
  call.on('data', (bytes: Buffer) => {
    const { correlationId, options, proposed } = readBatchRequest(bytes)
    position += proposed.length
    if (followers.size > 0) publish(proposed)
    const reader = new ProtoReader(options ?? Buffer.alloc(0))
    reader.next()
    const key = { correlationId, streamIdentifier: reader.bytes() }
    call.write(batchSuccess(key, { kind: 'written', revision: position, position }))
  })
  call.on('end', () => call.end())
}

function publish(proposed: readonly ProtoReader[]): void {
  for (const message of encode(proposed.map(readProposedMessage)))
    for (const follower of followers) follower.write(message)
}

function read(call: ServerWritableStream<Buffer, Buffer>): void {
  const { count, from } = readReadRequest(call.request)
  const outlet = new Outlet(call, () => followers.delete(call))
  if (count === undefined) outlet.write(controlMessages.confirmation(randomUUID()))
  if (from === 'end') followers.add(call)
  else void deliver(outlet, count ?? readEnd).then(() => call.end())
}

async function deliver(outlet: Outlet, count: number): Promise<void> {
  for (let sent = 0; sent < count && !outlet.isClosed; sent += 1) {
    const message = page[sent % page.length]
    if (message) outlet.write(message)
    if (outlet.isFull) await outlet.drained()
  }
}

function no(_call: unknown, answer?: (error: Error) => void): void {
  answer?.(new Error('Only batches of appends and reads are answered'))
}

function encode(events: readonly EventDraft[]): Buffer[] {
  const stream = Buffer.from('memory-1')
  return messagesOf(
    encodeAppend(events, { stream, firstRevision: 0, firstPosition: position, recordedAtMs }),
  )
}

function toDraft(index: number): EventDraft {
  const { id, type, data, metadata } = benchEvent(index)
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
  return { id, type, isJson: true, data: json(data), metadata: json(metadata) }
}
