import { isDecklogError } from '../errors.ts'
import type { NewEvent } from '../ledger/ledger.ts'
import type { Writer } from '../ledger/writer.ts'
import type { Clock } from '../clock.ts'

const atOnce = 250
const firstPauseMs = 100
const longestPauseMs = 1_000

/** A reading on its way to the ledger. */
export interface BufferedObservation {
  readonly stream: string
  readonly event: NewEvent
  readonly receivedAt: Date
}

/** `unknown`: the writer goes on finding out by itself. */
export type ObservationOutcome = 'written' | 'unknown' | 'refused'

/** What was lost while the ledger could not take it. */
export interface Loss {
  readonly dropped: number
  readonly firstReceivedAt: Date
  readonly lastReceivedAt: Date
}

interface BufferParts {
  readonly writer: Pick<Writer, 'append'>
  readonly clock: Clock
  /** Default 10,000. */
  readonly capacity?: number
  readonly onOutcome: (
    observation: BufferedObservation,
    outcome: ObservationOutcome,
    error?: unknown,
  ) => void
  readonly onDropped: (observation: BufferedObservation) => void
}

/** Holds readings while the ledger is down: bounded, drops the oldest, and knows what it dropped. */
export class ObservationBuffer {
  readonly #parts: BufferParts
  readonly #capacity: number
  #waiting: BufferedObservation[] = []
  #writing = 0
  #loss: Loss | undefined
  #wake: () => void = () => {}
  #settled: (() => void)[] = []

  constructor(parts: BufferParts) {
    this.#parts = parts
    this.#capacity = parts.capacity ?? 10_000
  }

  get size(): number {
    return this.#waiting.length
  }

  /** Resolves when nothing waits or is being written. */
  async emptied(): Promise<void> {
    while (this.#waiting.length + this.#writing > 0) {
      await new Promise<void>(resolve => this.#settled.push(resolve))
    }
  }

  push(observation: BufferedObservation): void {
    this.#waiting.push(observation)
    this.#trim()
    this.#wake()
  }

  /** What was dropped since this was last asked. */
  takeLoss(): Loss | undefined {
    const loss = this.#loss
    this.#loss = undefined
    return loss
  }

  /** Writes what comes, in order, until `signal` aborts; `onReached` is called whenever the ledger took something. */
  async drain(signal: AbortSignal, onReached: () => void): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      if (this.#waiting.length === 0) await this.#arrival(signal)
      if (this.#waiting.length === 0) continue
      failures = (await this.#writeSome()) === 'reached' ? 0 : failures + 1
      if (failures === 0) onReached()
      else await this.#pause(failures, signal)
    }
  }

  async #writeSome(): Promise<'reached' | 'unavailable'> {
    const some = this.#waiting.splice(0, atOnce)
    this.#writing = some.length
    const left = await Promise.all(some.map(observation => this.#write(observation)))
    const back = left.filter(observation => observation !== undefined)
    this.#writing = 0
    this.#waiting.unshift(...back)
    this.#trim()
    for (const tell of this.#settled.splice(0)) tell()
    return back.length < some.length ? 'reached' : 'unavailable'
  }

  /** Answers the observation itself when it has to be tried again. */
  async #write(observation: BufferedObservation): Promise<BufferedObservation | undefined> {
    try {
      await this.#parts.writer.append(observation.stream, [observation.event])
      this.#parts.onOutcome(observation, 'written')
    } catch (error) {
      if (isDecklogError(error, 'DECKLOG_LEDGER_UNAVAILABLE')) return observation
      const unknown = isDecklogError(error, 'DECKLOG_OUTCOME_UNKNOWN')
      this.#parts.onOutcome(observation, unknown ? 'unknown' : 'refused', error)
    }
    return undefined
  }

  #trim(): void {
    while (this.#waiting.length > this.#capacity) {
      const oldest = this.#waiting.shift()
      if (oldest) this.#drop(oldest)
    }
  }

  #drop(observation: BufferedObservation): void {
    const { receivedAt } = observation
    this.#loss = {
      dropped: (this.#loss?.dropped ?? 0) + 1,
      firstReceivedAt: this.#loss?.firstReceivedAt ?? receivedAt,
      lastReceivedAt: receivedAt,
    }
    this.#parts.onDropped(observation)
  }

  #arrival(signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const done = (): void => {
        signal.removeEventListener('abort', done)
        resolve()
      }
      this.#wake = done
      signal.addEventListener('abort', done, { once: true })
    })
  }

  async #pause(failures: number, signal: AbortSignal): Promise<void> {
    const ms = Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs)
    await this.#parts.clock.delay(ms, signal).catch(() => {})
  }
}
