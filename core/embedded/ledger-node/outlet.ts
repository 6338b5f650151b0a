import type { Frame } from '../grpc/frame.ts'
import type { GrpcCall } from '../grpc/grpc-call.ts'

/**
 * What is handed over at once. A reader of gRPC lets 64 KiB come before it says that it has taken some: sent in one go, it takes them
 * in one go, and then waits for the next. Piece by piece it always has one to work on.
 */
const pieceBytes = 8 * 1024

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
  write(frame: Frame): void {
    const { buffer: memory, byteOffset } = frame.bytes
    const start = byteOffset + frame.start
    const end = byteOffset + frame.end
    const run = this.#run
    if (run?.memory === memory && run.end === start) run.end = end
    else {
      this.flush()
      this.#run = { memory, start, end }
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
    if (this.#call.waitingBytes + runBytes < pieceBytes) return false
    this.flush()
    return true
  }

  /** Resolves when the reader has taken what was written, or has gone. */
  drained(): Promise<void> {
    return this.#call.drained()
  }
}
