import type { ServerWritableStream } from '@grpc/grpc-js'
import { coalesceWrites } from './coalesce-writes.ts'

const maxWaitingBytes = 256 * 1024
const maxWaitingMessages = 256

/** The reader's end of a read: takes messages and says when to wait for a slow reader. */
export class Outlet {
  readonly #call: ServerWritableStream<Buffer, Buffer>
  #bytes = 0
  #messages = 0
  #wake: (() => void) | undefined

  /** `onClose` is called once when the reader has gone or the read has ended. */
  constructor(call: ServerWritableStream<Buffer, Buffer>, onClose: () => void) {
    this.#call = call
    coalesceWrites(call)
    const close = (): void => {
      this.#wake?.()
      onClose()
    }
    call.once('cancelled', close)
    call.once('close', close)
    call.on('drain', () => this.#wake?.())
  }

  get isClosed(): boolean {
    return this.#call.cancelled || this.#call.destroyed
  }

  write(message: Buffer): void {
    this.#bytes += message.length
    this.#messages++
    this.#call.write(message)
  }

  /** True when nothing more should be written before `drained` has resolved. */
  get isFull(): boolean {
    if (this.#messages < maxWaitingMessages && this.#bytes < maxWaitingBytes) return false
    this.#bytes = 0
    this.#messages = 0
    return this.#call.writableNeedDrain
  }

  /** Resolves when the reader has taken what was written, or has gone. */
  async drained(): Promise<void> {
    if (this.isClosed || !this.#call.writableNeedDrain) return
    await new Promise<void>(resolve => {
      this.#wake = resolve
    })
    this.#wake = undefined
  }
}
