import { writeSync } from 'node:fs'
import { codeOf, messageOf } from '../errors.ts'
import type { HealthItem, HealthSource } from './health.ts'

interface SinkParts {
  /** Writes some of the bytes and answers how many, or throws, as `fs.writeSync` does. */
  put(bytes: Uint8Array): number
  /** Calls once, later, without keeping the process. */
  later(call: () => void): void
}

const retryMs = 1_000
const mostWaitingBytes = 64 * 1024
const newline = 10

/**
 * Where the lines of the log go. A line that cannot be written is dropped and counted, since nothing may end for want of a log;
 * what only a slow reader of a pipe leaves no room for waits, up to 64 KiB.
 */
export class LogSink implements HealthSource {
  readonly #parts: SinkParts
  #waiting: Buffer = Buffer.alloc(0)
  #lastByte: number | undefined = newline
  #failure: string | undefined
  #lost = 0
  #untold = 0
  #retry: 'armed' | 'none' = 'none'

  constructor(parts: SinkParts) {
    this.#parts = parts
  }

  /** Lines that were dropped since the process began. */
  get lost(): number {
    return this.#lost
  }

  /** Takes one line with its end; never throws. */
  write(line: string): void {
    if (this.#waiting.length > 0) this.#flush()
    this.#tellLosses()
    this.#put(line)
  }

  health(): readonly HealthItem[] {
    if (this.#failure === undefined) return [{ name: 'log', state: 'ok' }]
    const reason = `${this.#lost} lines of the log could not be written (${this.#failure})`
    return [{ name: 'log', state: 'degraded', reason }]
  }

  #put(line: string): 'taken' | 'dropped' {
    // What could not be ended is not to be taken for the beginning of this.
    const bytes = Buffer.from(this.#isTorn() ? `\n${line}` : line)
    const isFull = this.#waiting.length + bytes.length > mostWaitingBytes
    if (isFull && this.#waiting.length > 0 && this.#flush() === 'waits') {
      this.#drop(1, 'EAGAIN')
      return 'dropped'
    }
    this.#waiting = Buffer.concat([this.#waiting, bytes])
    return this.#flush() === 'failed' ? 'dropped' : 'taken'
  }

  #flush(): 'out' | 'waits' | 'failed' {
    try {
      while (this.#waiting.length > 0) {
        const count = this.#parts.put(this.#waiting)
        this.#lastByte = this.#waiting[count - 1] ?? this.#lastByte
        this.#waiting = this.#waiting.subarray(count)
      }
      this.#failure = undefined
      return 'out'
    } catch (error) {
      this.#tryLater()
      if (codeOf(error) === 'EAGAIN') return 'waits'
      const lines = this.#waiting.filter(byte => byte === newline).length
      this.#waiting = Buffer.alloc(0)
      this.#drop(lines, codeOf(error) ?? messageOf(error))
      return 'failed'
    }
  }

  #drop(lines: number, why: string): void {
    this.#failure = why
    this.#lost += lines
    this.#untold += lines
    this.#tryLater()
  }

  #tellLosses(): void {
    const lines = this.#untold
    if (lines === 0 || this.#waiting.length > 0) return
    const { pid } = process
    const told = { level: 'warn', time: new Date(), pid, lines, msg: 'lines of the log were lost' }
    const lost = this.#lost
    const isTold = this.#put(`${JSON.stringify(told)}\n`) === 'taken'
    this.#untold = isTold ? 0 : lines
    this.#lost = lost
  }

  #tryLater(): void {
    if (this.#retry === 'armed') return
    this.#retry = 'armed'
    this.#parts.later(() => {
      this.#retry = 'none'
      this.#flush()
      this.#tellLosses()
    })
  }

  #isTorn(): boolean {
    return this.#waiting.length === 0 && this.#lastByte !== newline
  }
}

/** The sink of this process: standard error. */
export const logSink = new LogSink({
  put: bytes => writeSync(2, bytes),
  later: call => void setTimeout(call, retryMs).unref(),
})
