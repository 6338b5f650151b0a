import { gunzipSync, inflateSync } from 'node:zlib'
import { textOf } from '../../postgres/database-error.ts'
import { frameHeadSize } from './frame.ts'
import { RpcError, rpcStatus } from './rpc-error.ts'

const decompressors = { gzip: gunzipSync, deflate: inflateSync }

/** Cuts what arrives on a call into its messages. */
export class FrameReader {
  readonly #encoding: string
  readonly #maxBytes: number
  #parts: Buffer[] = []
  #size = 0
  /** Without so many bytes there is no further message. */
  #needed = frameHeadSize

  /** `encoding` is that of messages that are compressed; none may have more than `maxBytes`. */
  constructor(encoding: string, maxBytes: number) {
    this.#encoding = encoding
    this.#maxBytes = maxBytes
  }

  /** The messages that are whole with this chunk; they share its memory. */
  take(chunk: Buffer): readonly Buffer[] {
    this.#parts.push(chunk)
    this.#size += chunk.length
    if (this.#size < this.#needed) return []
    const bytes = this.#parts.length === 1 ? chunk : Buffer.concat(this.#parts, this.#size)
    const messages: Buffer[] = []
    let at = 0
    for (;;) {
      this.#needed = this.#sizeAt(bytes, at)
      if (at + this.#needed > bytes.length) break
      messages.push(this.#message(bytes.subarray(at, at + this.#needed)))
      at += this.#needed
    }
    this.#parts = at === bytes.length ? [] : [bytes.subarray(at)]
    this.#size = bytes.length - at
    return messages
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
