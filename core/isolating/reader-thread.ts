import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import { DecklogError, messageOf } from '../errors.ts'
import type { Outbound } from '../outbound/outbound.ts'
import { untilAborted } from '../timing/within.ts'
import { Allowance } from '../timing/allowance.ts'
import { answerCall } from './answer-call.ts'
import { MemoryWatch } from './memory-watch.ts'
import {
  createVitals,
  type FromReader,
  mostMessages,
  type ReaderStart,
  type ToReader,
} from './worker-messages.ts'

const mebibyte = 1_024 * 1_024
const graceMs = 500
const startMs = 20_000

/** What a thread is begun with. */
export interface ThreadParts {
  readonly start: Omit<ReaderStart, 'vitals'>
  /** Bytes that the thread may hold, its buffers outside the heap included; default 128 MiB. */
  readonly maxBytes?: number
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>
  readonly outbound: Outbound
}

interface Waiting {
  resolve(readings: unknown): void
  reject(error: Error): void
}

/** The error of a thread that was ended, or ended itself. */
export function ended(reason: string): DecklogError {
  return new DecklogError('DECKLOG_READER_ENDED', reason)
}

/** One thread, from its beginning to its end; it does not begin again. */
export class ReaderThread {
  readonly #worker: Worker
  readonly #vitals: ReaderStart['vitals'] = createVitals()
  readonly #maxBytes: number
  readonly #ready: Promise<void>
  #begin = (): void => {}
  #watch: MemoryWatch | undefined
  readonly #onEnd: (reason: string) => void
  readonly #waiting = new Map<number, Waiting>()
  readonly #log: ThreadParts['log']
  readonly #outbound: Outbound
  #phase: 'running' | 'ended' = 'running'
  #number = 0
  readonly #messages = new Allowance(mostMessages)

  constructor(
    { start, maxBytes = 128 * mebibyte, log, outbound }: ThreadParts,
    onEnd: (reason: string) => void,
  ) {
    const script = new URL(`./reader-worker${extname(import.meta.url)}`, import.meta.url)
    const megabytes = Math.ceil(maxBytes / mebibyte)
    this.#log = log
    this.#outbound = outbound
    this.#onEnd = onEnd
    this.#maxBytes = maxBytes
    this.#ready = new Promise(resolve => (this.#begin = resolve))
    this.#worker = new Worker(script, {
      workerData: { ...start, vitals: this.#vitals } satisfies ReaderStart,
      resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 16 },
    })
    this.#worker.on('message', (message: FromReader) => this.#hear(message))
    this.#worker.on('error', error => this.#end(messageOf(error)))
    this.#worker.on('exit', () => this.#end('it ended itself'))
    setTimeout(() => {
      if (!this.#watch) this.#end(`it did not begin in ${startMs / 1_000} s`)
    }, startMs).unref()
  }

  async read(signal: AbortSignal): Promise<unknown> {
    signal.throwIfAborted()
    const number = (this.#number += 1)
    const reading = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject })
    })
    try {
      // It can answer for nothing before it is loaded.
      await untilAborted(Promise.race([this.#ready, reading]), signal)
    } catch (error) {
      this.#waiting.delete(number)
      throw error
    }
    return this.#readNow(number, reading, signal)
  }

  async #readNow(number: number, reading: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
    const end = (): void => this.#giveUp(number)
    signal.addEventListener('abort', end, { once: true })
    // Only while somebody waits does a thread keep its process from ending.
    this.#worker.ref()
    this.#tell({ kind: 'read', number })
    try {
      return await untilAborted(reading, signal)
    } finally {
      signal.removeEventListener('abort', end)
    }
  }

  async stop(): Promise<void> {
    this.#phase = 'ended'
    this.#watch?.stop()
    for (const { reject } of this.#waiting.values()) reject(ended('Decklog stops'))
    await this.#worker.terminate()
  }

  #tell(message: ToReader): void {
    this.#worker.postMessage(message)
  }

  #hear(message: FromReader): void {
    // What was under way when it was ended says nothing any more.
    if (this.#phase === 'ended') return
    if (!this.#messages.take()) return this.#end('it told more than can be heard')
    if (message.kind === 'log') this.#log[message.level](message.fields, message.text)
    if (message.kind === 'ready') this.#start()
    if (message.kind === 'call')
      void answerCall(this.#outbound, message, answer => this.#tell(answer))
    if (message.kind !== 'read' && message.kind !== 'failed') return
    const waiting = this.#waiting.get(message.number)
    this.#waiting.delete(message.number)
    if (this.#waiting.size === 0) this.#worker.unref()
    if (message.kind === 'read') waiting?.resolve(JSON.parse(message.json))
    else waiting?.reject(new Error(message.reason))
  }

  #start(): void {
    if (this.#phase === 'ended') return
    const watched = { vitals: this.#vitals, maxBytes: this.#maxBytes }
    this.#watch = new MemoryWatch(watched, reason => this.#end(reason))
    this.#begin()
  }

  // It may yet end as it is told to; a loop without end does not even hear it.
  #giveUp(number: number): void {
    this.#tell({ kind: 'end', number })
    setTimeout(() => {
      if (this.#waiting.has(number)) this.#end('it went on after its time was over')
    }, graceMs)
  }

  #end(reason: string): void {
    if (this.#phase === 'ended') return
    this.#phase = 'ended'
    this.#watch?.stop()
    for (const { reject } of this.#waiting.values()) reject(ended(reason))
    void this.#worker.terminate()
    this.#onEnd(reason)
  }
}
