import type { GrpcCall } from '../grpc/grpc-call.ts'

const maxRunBytes = 64 * 1024
const maxWaitingBytes = 128 * 1024

/** Frames that lie side by side in memory. */
interface Run {
  readonly memory: ArrayBufferLike
  readonly start: number
  end: number
}

/**
 * The reader's end of a read: takes frames and says when to wait for a slow reader. Frames of a page lie side by side as a rule,
 * and go out as one.
 */
export class Outlet {
  readonly #call: GrpcCall
  #run: Run | undefined

  constructor(call: GrpcCall) {
    this.#call = call
  }

  get isClosed(): boolean {
    return this.#call.isOver
  }

  /** The frame goes out with the next `flush` at the latest. */
  write(frame: Buffer): void {
    const run = this.#run
    const { buffer: memory, byteOffset: start, length } = frame
    if (run?.memory === memory && run.end === start && start + length - run.start <= maxRunBytes)
      run.end += length
    else {
      this.flush()
      this.#run = { memory, start, end: start + length }
    }
  }

  flush(): void {
    const run = this.#run
    if (!run) return
    this.#run = undefined
    this.#call.write(Buffer.from(run.memory, run.start, run.end - run.start))
  }

  /** True when nothing more should be written before `drained` has resolved. */
  get isFull(): boolean {
    const runBytes = this.#run ? this.#run.end - this.#run.start : 0
    if (this.#call.waitingBytes + runBytes < maxWaitingBytes) return false
    this.flush()
    return true
  }

  /** Resolves when the reader has taken what was written, or has gone. */
  drained(): Promise<void> {
    return this.#call.drained()
  }
}
