import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2'
import { FrameReader } from './frame-reader.ts'
import { readGrpcTimeout } from './grpc-timeout.ts'
import type { CallLimits, Intake } from './intake.ts'
import { pinged } from './pinged.ts'
import { cutShort, gone, percentEncoded, RpcError, rpcStatus } from './rpc-error.ts'

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
  /** What the client names for itself. */
  readonly authorization: string
  /** After this nobody waits for an answer any more; `Infinity` where the client has set no limit. */
  readonly deadlineMs: number
  readonly #stream: ServerHttp2Stream
  readonly #frames: FrameReader
  readonly #intake: Intake
  #heldBytes = 0
  #countedBytes = 0
  #pauses = 0
  #waitingBytes = 0
  #wake: (() => void) | undefined
  /** How the call ends, once that is decided. */
  #trailers: OutgoingHttpHeaders | undefined

  constructor(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, limits: CallLimits) {
    this.#stream = stream
    this.#intake = limits.intake
    this.authority = headers[':authority'] ?? headers.host ?? ''
    this.authorization = String(headers.authorization ?? '')
    this.#frames = new FrameReader(
      String(headers['grpc-encoding'] ?? 'identity'),
      limits.maxMessageBytes,
    )
    const timeoutMs = readGrpcTimeout(String(headers['grpc-timeout'] ?? '')) ?? Infinity
    this.deadlineMs = Date.now() + timeoutMs
    stream.on('wantTrailers', () => stream.sendTrailers(this.#trailers ?? {}))
    // It is followed by `close`, which tells the same.
    stream.on('error', () => undefined)
    stream.once('close', () => {
      this.#wake?.()
      this.#count(0)
    })
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

  /**
   * Hands every message over as it comes. Resolves when the client has sent all of them; rejects when it goes before, or stops within
   * one: that nothing more comes does not mean that all has come.
   */
  receive(take: (message: Buffer) => void): Promise<void> {
    const stream = this.#stream
    return new Promise((resolve, reject) => {
      stream.on('data', (chunk: Buffer) => {
        if (this.isOver) return
        try {
          for (const message of this.#messages(chunk)) take(message)
        } catch (error) {
          reject(error)
        }
      })
      stream.once('end', () => {
        if (this.isOver || stream.aborted) reject(gone())
        else if (this.#frames.heldBytes > 0) reject(cutShort())
        else resolve()
      })
      stream.once('close', () => reject(gone()))
    })
  }

  /**
   * Makes sure that the end of the messages was meant; throws when it was not. Clients on Node end a request that they cancel, and say
   * only then that it is cancelled: that has come when they answer a ping.
   */
  async confirmed(): Promise<void> {
    const { session } = this.#stream
    if (session) await pinged(session)
    if (this.isOver || this.#stream.aborted) throw gone()
  }

  #messages(chunk: Buffer): readonly Buffer[] {
    const messages = this.#frames.take(chunk)
    this.holds(messages.reduce((sum, message) => sum + message.length, this.#heldBytes))
    return messages
  }

  /** Says how many bytes of its messages are still held; as they come it is all of them. */
  holds(bytes: number): void {
    this.#heldBytes = bytes
    this.#count(bytes + this.#frames.heldBytes)
  }

  #count(bytes: number): void {
    const more = bytes - this.#countedBytes
    this.#countedBytes = bytes
    if (more > 0) this.#intake.take(this, more)
    else this.#intake.give(this, -more, bytes > 0 ? 'something' : 'nothing')
  }

  /** The only message of a call that has one. */
  async request(): Promise<Buffer> {
    let request: Buffer | undefined
    await this.receive(message => (request ??= message))
    if (!request) throw new RpcError(rpcStatus.internal, 'The call has no request')
    this.holds(0)
    return request
  }

  /** Takes no more messages for now, but those that have already come. */
  pause(): void {
    this.#pauses += 1
    this.#stream.pause()
  }

  /** Goes on when everybody who made it pause has said so. */
  resume(): void {
    this.#pauses -= 1
    if (this.#pauses === 0) this.#stream.resume()
  }

  refuse(): void {
    this.fail(new RpcError(rpcStatus.unavailable, 'Server Is Too Busy'))
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
    this.#count(0)
    this.#trailers = { 'grpc-status': rpcStatus.ok }
    this.#respond()
    this.#stream.end()
  }

  /** Ends the call with an error. */
  fail({ code, details, trailers }: RpcError): void {
    if (this.isOver) return
    this.#count(0)
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
