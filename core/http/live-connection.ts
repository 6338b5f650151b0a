import { Readable } from 'node:stream'
import { type DecklogError, invalidField } from '../errors.ts'
import { isPosition, longestCursor } from '../lists/cursor.ts'
import type { Clock } from '../clock.ts'
import type { ChangedRow } from '../readmodel/changes.ts'

const mostWaitingBytes = 1_024 * 1_024
const longestStallMs = 10_000
const keepAliveMs = 15_000

/** What a connection is opened with. */
export interface LiveConnectionOptions {
  readonly clock: Clock
  /** Where each of its topics stands. */
  readonly positions: LivePositions
  /** Whether keys may be told, or only that something of a topic changed. */
  readonly keys: 'shown' | 'hidden'
}

/** One reader of the event stream. It is cut off when it stops reading: memory must not grow with the slowest. */
export class LiveConnection {
  readonly stream: Readable
  readonly #clock: Clock
  readonly #keys: LiveConnectionOptions['keys']
  readonly #positions: Map<string, bigint>
  #lastWriteMs: number
  #pushedBytes = 0
  #takenBytes = 0
  #lastTakenMs: number

  constructor({ clock, positions, keys }: LiveConnectionOptions) {
    this.#clock = clock
    this.#keys = keys
    this.#positions = new Map(positions)
    this.#lastWriteMs = clock.monotonicMs()
    this.#lastTakenMs = this.#lastWriteMs
    this.stream = new Readable({ read: () => undefined })
    // It can be cut when nothing reads it yet, or any more: an error that nobody hears would end the process.
    this.stream.on('error', () => undefined)
    this.#write(`retry: 1000\nid: ${this.#cursor()}\n\n`)
  }

  /** Where a topic stands; undefined when the reader did not ask for it. */
  position(topic: string): bigint | undefined {
    return this.#positions.get(topic)
  }

  /** Tells which keys of a topic changed, in order of position; `upTo` is passed then. */
  changed(topic: string, keys: readonly ChangedRow[], upTo: bigint): void {
    const before = this.#positions.get(topic) ?? 0n
    const fresh = keys.filter(key => key.position > before)
    const told = this.#keys === 'shown' ? fresh : fresh.slice(-1)
    for (const [index, { key, position }] of told.entries()) {
      const next = told[index + 1]
      // Several keys can share a position: it is passed with the last of them, so that a cut between them loses none.
      if (next === undefined) this.#positions.set(topic, max(position, upTo))
      else if (next.position > position) this.#positions.set(topic, position)
      this.#tell({ topic, key: this.#keys === 'shown' ? key : null, position })
    }
    this.#positions.set(topic, max(upTo, this.#positions.get(topic) ?? 0n))
  }

  /** Tells that a topic cannot be followed from where it stood: everything of it is to be read again. */
  reset(topic: string, position: bigint): void {
    this.#positions.set(topic, position)
    const data = JSON.stringify({ topic, position: String(position) })
    this.#write(`event: reset\nid: ${this.#cursor()}\ndata: ${data}\n\n`)
  }

  /** Keeps the connection alive, and cuts it when its reader has stalled; called every second. */
  tick(): void {
    const nowMs = this.#clock.monotonicMs()
    const takenBytes = this.#pushedBytes - this.stream.readableLength
    if (this.stream.readableLength === 0 || takenBytes > this.#takenBytes) this.#lastTakenMs = nowMs
    this.#takenBytes = takenBytes
    if (nowMs - this.#lastTakenMs >= longestStallMs) this.#cut()
    else if (nowMs - this.#lastWriteMs >= keepAliveMs) this.#write(': keep-alive\n\n')
  }

  /** Ends the stream after what is waiting. */
  end(): void {
    this.stream.push(null)
  }

  #tell({ topic, key, position }: { topic: string; key: string | null; position: bigint }): void {
    const data = JSON.stringify({ topic, key, position: String(position) })
    this.#write(`id: ${this.#cursor()}\ndata: ${data}\n\n`)
  }

  #write(text: string): void {
    if (this.stream.destroyed || this.stream.readableEnded) return
    this.#lastWriteMs = this.#clock.monotonicMs()
    if (this.stream.readableLength === 0) this.#lastTakenMs = this.#lastWriteMs
    this.stream.push(text)
    this.#pushedBytes += Buffer.byteLength(text)
    if (this.stream.readableLength > mostWaitingBytes) this.#cut()
  }

  #cut(): void {
    this.stream.destroy(new Error('The reader of this event stream stopped reading'))
  }

  #cursor(): string {
    return encodeLiveCursor(this.#positions)
  }
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

/** How far a reader of the event stream is: one position a topic. */
export type LivePositions = ReadonlyMap<string, bigint>

/** Writes positions as the opaque id of a message. */
export function encodeLiveCursor(positions: LivePositions): string {
  const texts = [...positions].map(([topic, position]) => [topic, String(position)])
  return Buffer.from(JSON.stringify(Object.fromEntries(texts))).toString('base64url')
}

/**
 * Reads `Last-Event-ID`; DECKLOG_VALIDATION when it is none of an event stream. Topics that there are no longer are let be: a newer Decklog
 * may have others.
 */
export function decodeLiveCursor(cursor: string): LivePositions {
  const known = Object.entries(parse(cursor))
  if (!known.every(([, text]) => isPosition(text))) throw noEventId()
  return new Map(known.map(([topic, text]) => [topic, BigInt(text)]))
}

function parse(cursor: string): object {
  if (cursor.length > longestCursor || !/^[\w-]+$/.test(cursor)) throw noEventId()
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    throw noEventId()
  }
  throw noEventId()
}

function noEventId(): DecklogError {
  return invalidField('Last-Event-ID', 'is not an id of this event stream')
}
