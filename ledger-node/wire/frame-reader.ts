import { gunzipSync, inflateSync } from 'node:zlib'
import { textOf } from '../../postgres/database-error.ts'
import { frameHeadSize } from './frame.ts'
import { RpcError, rpcStatus } from './rpc-error.ts'

const decompressors = { gzip: gunzipSync, deflate: inflateSync }

const leastHeld = 1_024

/** Cuts what arrives on a call into its messages. */
export class FrameReader {
  readonly #encoding: string
  readonly #maxBytes: number
  /** What has come of a message that is not whole, in memory of its own: a chunk of a byte may hold on to many times as much. */
  #held: Buffer = Buffer.alloc(0)
  #size = 0
  /** Without so many bytes there is no further message. */
  #needed = frameHeadSize

  /** `encoding` is that of messages that are compressed; none may have more than `maxBytes`. */
  constructor(encoding: string, maxBytes: number) {
    this.#encoding = encoding
    this.#maxBytes = maxBytes
  }

  /** Bytes of a message that is not whole. */
  get heldBytes(): number {
    return this.#size
  }

  /** The messages that are whole with this chunk; they share its memory. */
  take(chunk: Buffer): readonly Buffer[] {
    if (this.#size > 0) this.#hold(chunk)
    const bytes = this.#size > 0 ? this.#held.subarray(0, this.#size) : chunk
    if (bytes.length < this.#needed) {
      if (this.#size === 0) this.#hold(chunk)
      return []
    }
    const messages: Buffer[] = []
    let at = 0
    for (;;) {
      this.#needed = this.#sizeAt(bytes, at)
      if (at + this.#needed > bytes.length) break
      messages.push(this.#message(bytes.subarray(at, at + this.#needed)))
      at += this.#needed
    }
    if (at > 0 || this.#size === 0) this.#keep(bytes.subarray(at))
    return messages
  }

  #keep(rest: Buffer): void {
    this.#size = 0
    this.#held = Buffer.alloc(0)
    if (rest.length > 0) this.#hold(rest)
  }

  /** Room grows by doubling, up to what the message needs. */
  #hold(chunk: Buffer): void {
    const size = this.#size + chunk.length
    if (size > this.#held.length) {
      const room = Math.max(size, Math.min(this.#needed, Math.max(leastHeld, 2 * this.#size)))
      const held = Buffer.allocUnsafeSlow(room)
      this.#held.copy(held, 0, 0, this.#size)
      this.#held = held
    }
    chunk.copy(this.#held, this.#size)
    this.#size = size
  }

  /** Bytes of the frame that begins here; of its head alone while that is not whole. */
  #sizeAt(bytes: Buffer, at: number): number {
    if (bytes.length - at < frameHeadSize) return frameHeadSize
    const length = bytes.readUInt32BE(at + 1)
    if (length > this.#maxBytes) throw this.#tooLarge()
    return frameHeadSize + length
  }

  #message(frame: Buffer): Buffer {
    const message = frame.subarray(frameHeadSize)
    return frame[0] === 0 ? message : this.#decompress(message)
  }

  #decompress(message: Buffer): Buffer {
    if (this.#encoding !== 'gzip' && this.#encoding !== 'deflate')
      throw new RpcError(rpcStatus.unimplemented, `Unknown compression '${this.#encoding}'`)
    try {
      return decompressors[this.#encoding](message, { maxOutputLength: this.#maxBytes })
    } catch (error) {
      if (error instanceof RangeError) throw this.#tooLarge()
      throw new RpcError(rpcStatus.internal, textOf(error))
    }
  }

  #tooLarge(): RpcError {
    return new RpcError(
      rpcStatus.resourceExhausted,
      `A message may have ${this.#maxBytes} bytes at most`,
    )
  }
}
