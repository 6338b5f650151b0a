import { randomUUID } from 'node:crypto'
import { connect, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2'
import { connect as connectSocket, type Socket } from 'node:net'
import type { Teardown } from './postgres.ts'
import { wireMessage, type WireField } from './wire-message.ts'

/** What a client of the ledger can do that the official one never would. */
export interface RawLedger {
  readonly session: ClientHttp2Session
  readonly socket: Socket
  /** Opens a call of the streams' service. */
  call(method: string, headers?: Readonly<Record<string, string>>): ClientHttp2Stream
}

/** Connects to the ledger node of this URL by HTTP/2 alone. */
export function connectRaw(t: Teardown, url: string): RawLedger {
  const { host, hostname, port } = new URL(url)
  const socket = connectSocket({ host: hostname, port: Number(port) })
  const session = connect(`http://${host}`, { createConnection: () => socket })
  session.on('error', () => undefined)
  t.teardown(() => session.destroy())
  return {
    session,
    socket,
    call(method, headers = {}) {
      const stream = session.request({
        ':method': 'POST',
        ':path': `/event_store.client.streams.Streams/${method}`,
        'content-type': 'application/grpc',
        te: 'trailers',
        ...headers,
      })
      stream.on('error', () => undefined)
      stream.resume()
      return stream
    },
  }
}

/** The `grpc-status` that a call ends in; undefined when it ends without one. */
export function statusOf(stream: ClientHttp2Stream): Promise<string | undefined> {
  return new Promise(resolve => {
    let status: string | undefined
    const note = (headers: Readonly<Record<string, unknown>>): void => {
      if (headers['grpc-status'] !== undefined) status = String(headers['grpc-status'])
    }
    stream.on('response', note).on('trailers', note)
    stream.on('close', () => resolve(status))
  })
}

/** A message, framed as gRPC frames it. */
export function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(message.length, 1)
  return Buffer.concat([head, message])
}

/** The options of an append to a stream, whatever its revision. */
export function appendOptions(stream: string): Buffer {
  return framed(
    wireMessage([
      1,
      [
        [1, [[3, stream]]],
        [4, Buffer.alloc(0)],
      ],
    ]),
  )
}

/** An event of an append. */
export function appendEvent(
  content: { data?: Buffer; metadata?: Buffer; type?: string } = {},
): Buffer {
  return framed(wireMessage([2, eventFields(content)]))
}

/** One message of a batch: all of an append, or a part of it. */
export function batchAppend(
  stream: string,
  events: number,
  {
    id = randomUUID(),
    isFinal = true,
    data,
  }: { id?: string; isFinal?: boolean; data?: Buffer } = {},
): Buffer {
  return framed(
    wireMessage(
      [1, [[2, id]]],
      [
        2,
        [
          [1, [[3, stream]]],
          [4, Buffer.alloc(0)],
        ],
      ],
      ...Array.from({ length: events }, (): WireField => [3, eventFields(data ? { data } : {})]),
      [4, isFinal ? 1 : 0],
    ),
  )
}

function eventFields({
  data = Buffer.from('{}'),
  metadata = Buffer.alloc(0),
  type = 't',
}: {
  data?: Buffer
  metadata?: Buffer
  type?: string
}): readonly WireField[] {
  const entries = { type, 'content-type': 'application/json' }
  return [
    [1, [[2, randomUUID()]]],
    ...Object.entries(entries).map(([key, value]): WireField => [
      2,
      [
        [1, key],
        [2, value],
      ],
    ]),
    [3, metadata],
    [4, data],
  ]
}
