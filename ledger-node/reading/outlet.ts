import type { Frame } from '../wire/frame.ts'
import type { GrpcCall } from '../wire/grpc-call.ts'

/**
 * How much is handed over at once of what is stored. A reader of gRPC lets 64 KiB come before it says that it has taken some: sent in
 * one go, it takes them in one go, and then waits for the next. Piece by piece it always has one to work on.
 */
const pieceBytes = 16 * 1024
/** How much of what is new: it comes by itself in small pieces, and whoever is behind gets all there is at once. */
const liveBytes = 128 * 1024

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

  /** Flushes when there is enough to go out; nothing more should be written then before `drained` has resolved. */
  flushWhenFull(events: 'stored' | 'live'): boolean {
    const runBytes = this.#run ? this.#run.end - this.#run.start : 0
    const maxBytes = events === 'live' ? liveBytes : pieceBytes
    if (this.#call.waitingBytes + runBytes < maxBytes) return false
    this.flush()
    return true
  }

  /** Resolves when the reader has taken what was written, or has gone. */
  drained(): Promise<void> {
    return this.#call.drained()
  }
}
