import { signal, type ReadonlySignal } from '@preact/signals'
import { createStreamParser, type StreamMessage } from './event-stream.ts'

/**
 * How the connection is by which changes come. `stale`: it is open, and nothing has been heard for too long; `lost`: it is being made again.
 * `since` is when the last word was heard, and of `live` when it came to be; in ms.
 */
export interface LiveState {
  readonly kind: 'off' | 'connecting' | 'live' | 'stale' | 'lost'
  readonly since: number
  /** Since when it had been lost, for as long as its return is news. */
  readonly wasLostSince?: number
}

/** Told what changed of a topic: the key of a row, or null when all of it is to be read again. */
export type Hint = (key: string | null) => void

/** What reading changes needs. Times are in ms. */
export interface LiveParts {
  /** Opens the event stream of some topics, after a cursor. */
  open(options: StreamRequest): Promise<Response>
  now(): number
  /** Does something later, unless it is called off. */
  later(work: () => void, ms: number): () => void
}

/** What an event stream is opened with. */
export interface StreamRequest {
  readonly topics: readonly string[]
  readonly lastEventId: string | undefined
  readonly signal: AbortSignal
}

// A keep-alive comes every 15 s.
const staleMs = 20_000
const deadMs = 35_000
const retriesMs = [250, 1_000, 2_000, 5_000] as const
const newsMs = 10_000
// Opening anew costs a round trip, and a page begins to listen to several topics at once.
const gatherMs = 20

/** The one connection by which changes come. It comes back by itself, and goes on where it was. */
export class Live {
  readonly #parts: LiveParts
  readonly #state
  readonly #hints = new Map<string, Set<Hint>>()
  #topics: readonly string[] = []
  #lastEventId: string | undefined
  #connection: AbortController | undefined
  #phase: 'stopped' | 'started' = 'stopped'
  #attempts = 0
  #heardAt: number
  #callOff = (): void => undefined
  #unwatch = (): void => undefined

  constructor(parts: LiveParts) {
    this.#parts = parts
    this.#heardAt = parts.now()
    this.#state = signal<LiveState>({ kind: 'off', since: this.#heardAt })
  }

  get state(): ReadonlySignal<LiveState> {
    return this.#state
  }

  /** Listens to a topic until what it answers is called. */
  on(topic: string, hint: Hint): () => void {
    const listening = this.#hints.get(topic) ?? new Set()
    this.#hints.set(topic, listening.add(hint))
    if (this.#phase === 'started' && !this.#topics.includes(topic)) this.#reopen(gatherMs)
    return () => void listening.delete(hint)
  }

  /** Begins to take changes; a stream is opened when somebody listens. */
  start(): void {
    if (this.#phase === 'started') return
    this.#phase = 'started'
    this.#heardAt = this.#parts.now()
    this.#become('connecting')
    if (this.#hints.size > 0) this.#reopen(gatherMs)
  }

  /** Takes no more changes: somebody signed out, or looks at the past. What listens is kept. */
  stop(): void {
    this.#phase = 'stopped'
    this.#callOff()
    this.#unwatch()
    this.#connection?.abort()
    this.#lastEventId = undefined
    this.#topics = []
    this.#become('off')
  }

  /** Tries at once, instead of when it is due. */
  retry(): void {
    if (this.#phase === 'started' && this.#state.value.kind !== 'live') this.#reopen(0)
  }

  #become(kind: LiveState['kind']): void {
    const { kind: before, since } = this.#state.value
    if (before === kind) return
    const isBack = kind === 'live' && (before === 'lost' || before === 'stale')
    this.#state.value = { kind, since: this.#heardAt, ...(isBack ? { wasLostSince: since } : {}) }
    if (isBack) this.#parts.later(() => this.#noMoreNews(), newsMs)
  }

  #noMoreNews(): void {
    const { kind, since } = this.#state.value
    if (kind === 'live') this.#state.value = { kind, since }
  }

  #reopen(afterMs: number): void {
    this.#callOff()
    this.#callOff = this.#parts.later(() => {
      const before = this.#connection
      this.#topics = [...this.#hints.keys()].sort()
      void this.#connect()
      before?.abort()
    }, afterMs)
  }

  async #connect(): Promise<void> {
    const mine = new AbortController()
    this.#connection = mine
    const refused = await this.#read(mine.signal).catch(() => undefined)
    mine.abort()
    if (this.#connection !== mine || this.#phase === 'stopped') return
    this.#unwatch()
    if (refused) return this.stop()
    this.#become('lost')
    const dueMs = retriesMs[Math.min(this.#attempts, retriesMs.length - 1)] ?? 0
    this.#attempts += 1
    this.#callOff = this.#parts.later(() => void this.#connect(), dueMs)
  }

  async #read(signal: AbortSignal): Promise<'refused' | undefined> {
    const [topics, lastEventId] = [this.#topics, this.#lastEventId]
    const response = await this.#parts.open({ topics, lastEventId, signal })
    if (response.status === 401 || response.status === 403) return 'refused'
    if (!response.ok || !response.body) return undefined
    this.#heard()
    this.#watch()
    // What changed after it was read and before the stream was open is told by nobody.
    if (lastEventId === undefined) topics.forEach(topic => this.#tell(topic, null))
    const parse = createStreamParser({
      message: message => this.#take(message),
      id: id => void (this.#lastEventId = id),
    })
    const decoder = new TextDecoder()
    const reader = response.body.getReader()
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (signal.aborted) return undefined
      this.#heard()
      parse(decoder.decode(part.value, { stream: true }))
    }
    return undefined
  }

  #heard(): void {
    this.#heardAt = this.#parts.now()
    this.#attempts = 0
    this.#become('live')
  }

  /** A cut that nobody tells of leaves a stream open that is silent. */
  #watch(): void {
    this.#unwatch()
    this.#unwatch = this.#parts.later(() => {
      const silentMs = this.#parts.now() - this.#heardAt
      if (silentMs >= staleMs) this.#become('stale')
      if (silentMs >= deadMs) this.#connection?.abort()
      else this.#watch()
    }, 1_000)
  }

  #take({ event, data }: StreamMessage): void {
    const hint: unknown = JSON.parse(data)
    if (typeof hint !== 'object' || hint === null || !('topic' in hint)) return
    const key = event !== 'reset' && 'key' in hint && typeof hint.key === 'string' ? hint.key : null
    this.#tell(String(hint.topic), key)
  }

  #tell(topic: string, key: string | null): void {
    for (const hint of this.#hints.get(topic) ?? []) hint(key)
  }
}
