import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2'
import { FrameReader } from './frame-reader.ts'
import { readGrpcTimeout } from './grpc-timeout.ts'
import { RpcError, rpcStatus } from './rpc-error.ts'

const head = {
  ':status': 200,
  'content-type': 'application/grpc',
  'grpc-accept-encoding': 'identity,deflate,gzip',
}
const longestTimerMs = 2 ** 31 - 1

/** A call of a client: what it sends, and what it is answered. Messages are bytes; those that go out are framed already. */
export class GrpcCall {
  /** The address by which the client has reached the server. */
  readonly authority: string
  /** After this nobody waits for an answer any more; `Infinity` where the client has set no limit. */
  readonly deadlineMs: number
  readonly #stream: ServerHttp2Stream
  readonly #frames: FrameReader
  #waitingBytes = 0
  #wake: (() => void) | undefined
  /** How the call ends, once that is decided. */
  #trailers: OutgoingHttpHeaders | undefined

  constructor(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, maxMessageBytes: number) {
    this.#stream = stream
    this.authority = headers[':authority'] ?? headers.host ?? ''
    this.#frames = new FrameReader(String(headers['grpc-encoding'] ?? 'identity'), maxMessageBytes)
    const timeoutMs = readGrpcTimeout(String(headers['grpc-timeout'] ?? '')) ?? Infinity
    this.deadlineMs = Date.now() + timeoutMs
    stream.on('wantTrailers', () => stream.sendTrailers(this.#trailers ?? {}))
    // It is followed by `close`, which tells the same.
    stream.on('error', () => undefined)
    stream.once('close', () => this.#wake?.())
    if (timeoutMs <= longestTimerMs) this.#endWithin(timeoutMs)
  }

  /** True when the client is gone or the end of the call is decided: nothing that is written goes out any more. */
  get isOver(): boolean {
    return this.#trailers !== undefined || this.#stream.closed || this.#stream.destroyed
  }

  /** Calls the listener once when the call is gone. */
  onClose(listener: () => void): void {
    if (this.#stream.closed) listener()
    else this.#stream.once('close', listener)
  }

  /** Hands every message over as it comes. Resolves when the client has sent all of them; rejects when it goes before. */
  receive(take: (message: Buffer) => void): Promise<void> {
    const stream = this.#stream
    return new Promise((resolve, reject) => {
      stream.on('data', (chunk: Buffer) => {
        if (this.isOver) return
        try {
          for (const message of this.#frames.take(chunk)) take(message)
        } catch (error) {
          reject(error)
        }
      })
      stream.once('end', resolve)
      stream.once('close', () => reject(new RpcError(rpcStatus.cancelled, 'The client is gone')))
    })
  }

  /** The only message of a call that has one. */
  async request(): Promise<Buffer> {
    let request: Buffer | undefined
    await this.receive(message => (request ??= message))
    if (!request) throw new RpcError(rpcStatus.internal, 'The call has no request')
    return request
  }

  /** Takes no more messages for now, but those that have already come. */
  pause(): void {
    this.#stream.pause()
  }

  resume(): void {
    this.#stream.resume()
  }

  /** Sends frames. They are not copied: their bytes must stay as they are. */
  write(frames: Buffer): void {
    if (this.isOver) return
    this.#respond()
    this.#waitingBytes += frames.length
    this.#stream.write(frames, () => {
      this.#waitingBytes -= frames.length
      if (this.#waitingBytes === 0) this.#wake?.()
    })
  }

  /** Bytes that were written and that the client has not taken yet. */
  get waitingBytes(): number {
    return this.#waitingBytes
  }

  /** Resolves when all that was written is on its way, or when the client is gone. */
  async drained(): Promise<void> {
    if (this.isOver || this.#waitingBytes === 0) return
    await new Promise<void>(resolve => (this.#wake = resolve))
    this.#wake = undefined
  }

  /** Ends the call well. */
  end(): void {
    if (this.isOver) return
    this.#trailers = { 'grpc-status': rpcStatus.ok }
    this.#respond()
    this.#stream.end()
  }

  /** Ends the call with an error. */
  fail({ code, details, trailers }: RpcError): void {
    if (this.isOver) return
    this.#trailers = { 'grpc-status': code, 'grpc-message': percentEncoded(details), ...trailers }
    if (this.#stream.headersSent) this.#stream.end()
    else this.#stream.respond({ ...head, ...this.#trailers }, { endStream: true })
    // What the client still sends is dropped, so that it does not wait to send it.
    this.#stream.resume()
  }

  #respond(): void {
    if (!this.#stream.headersSent) this.#stream.respond(head, { waitForTrailers: true })
  }

  #endWithin(timeoutMs: number): void {
    const timer = setTimeout(() => {
      this.fail(new RpcError(rpcStatus.deadlineExceeded, 'The deadline has passed'))
    }, timeoutMs)
    this.#stream.once('close', () => clearTimeout(timer))
  }
}

/** As gRPC wants its messages: bytes of UTF-8, those that are not printable ASCII by number. */
function percentEncoded(text: string): string {
  const encode = (byte: string): string =>
    `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  return Buffer.from(text)
    .toString('latin1')
    .replace(/[^\x20-\x24\x26-\x7e]/g, encode)
}
