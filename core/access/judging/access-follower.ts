import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { messageOf } from '../../errors.ts'
import type { Recorded } from '../../event.ts'
import type { Ledger, StoredEvent, SubscriptionBatch } from '../../ledger/ledger.ts'
import { createLiveness, type Liveness } from '../../ledger/liveness.ts'
import type { DirectoryMemory } from './directory-memory.ts'
import { accessEvents, type AccessEvent, type DirectoryNoted } from '../tokens/events.ts'
import type { TokenDirectory } from './token-directory.ts'

const retryMs = 250
const noted: DirectoryNoted['type'] = 'access.DirectoryNoted'
// The server says how far it is about every thousand events: a start looks through no more than so many.
const checkpointsPerNote = 20

/** What following the ledger needs. */
export interface FollowerOptions {
  readonly ledger: Pick<Ledger, 'subscribe' | 'head'>
  /** Upcasts a stored event to its newest schema. */
  readonly decode: (event: StoredEvent) => Recorded
  /** Default: of its own. */
  readonly liveness?: Liveness
  readonly clock: Clock
  readonly log: Logger
  /** Without one, every start folds the whole ledger. */
  readonly memory?: DirectoryMemory
}

/** Keeps a directory of tokens current, and knows since when it has not been. */
export class AccessFollower {
  readonly #options: FollowerOptions
  readonly #directory: TokenDirectory
  #after: bigint | 'start' = 'start'
  #position = -1n
  #downSinceMs: number | 'never up' | null = 'never up'
  #attempt = new AbortController()
  #waiters: (() => void)[] = []
  #checkpointsSinceNote = 0
  #hasUnreadable = false
  #noting: Promise<void> = Promise.resolve()

  constructor(directory: TokenDirectory, options: FollowerOptions) {
    this.#directory = directory
    this.#options = options
  }

  /** Milliseconds since the directory stopped being current; 0 while it is, infinite before it first was. */
  downMs(): number {
    if (this.#downSinceMs === null) return 0
    if (this.#downSinceMs === 'never up') return Infinity
    return Math.max(1, this.#options.clock.monotonicMs() - this.#downSinceMs)
  }

  /** Resolves when the directory holds every event up to `position` and is current; the caller brings the deadline. */
  async reached(position: bigint, signal: AbortSignal): Promise<boolean> {
    const wake = (): void => this.#wake()
    signal.addEventListener('abort', wake, { once: true })
    try {
      while (this.#downSinceMs !== null || this.#position < position) {
        if (signal.aborted) return false
        await new Promise<void>(resolve => this.#waiters.push(resolve))
      }
      return true
    } finally {
      signal.removeEventListener('abort', wake)
    }
  }

  /** Follows until `signal` aborts, through every failure of the ledger. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([this.#follow(signal), this.#probe(signal)])
    await this.#noting
  }

  async #follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#attempt = new AbortController()
      try {
        if (this.#after === 'start') await this.#recall()
        await this.#subscribe(AbortSignal.any([signal, this.#attempt.signal]))
      } catch (error) {
        this.#options.log.warn({ reason: messageOf(error) }, 'access tokens cannot be followed')
      }
      if (signal.aborted) return
      this.#fell(this.#options.clock.monotonicMs())
      await this.#options.clock.delay(retryMs, signal).catch(() => undefined)
    }
  }

  async #recall(): Promise<void> {
    const known = await this.#options.memory?.recall()
    if (known === undefined) return
    this.#directory.recall(known)
    this.#after = known.position
  }

  async #subscribe(signal: AbortSignal): Promise<void> {
    const types = [...Object.keys(accessEvents), noted]
    for await (const batch of this.#options.ledger.subscribe({
      types,
      after: this.#after,
      signal,
    })) {
      for (const event of batch.events) this.#apply(event)
      const last = batch.events.at(-1)?.position
      this.#after = batch.checkpoint ?? last ?? this.#after
      if (typeof this.#after === 'bigint' && this.#after > this.#position)
        this.#position = this.#after
      this.#considerNote(batch)
      if (batch.live) this.#downSinceMs = null
      this.#wake()
    }
  }

  // Not waited for: what comes next may be a revocation.
  #considerNote({ events, checkpoint, live }: SubscriptionBatch): void {
    if (events.some(event => event.type === noted)) this.#checkpointsSinceNote = 0
    if (events.length === 0 && checkpoint !== undefined) this.#checkpointsSinceNote += 1
    const { memory } = this.#options
    const isDue = live && this.#checkpointsSinceNote >= checkpointsPerNote
    // What a newer version may be able to read must not be written off for good.
    if (!memory || !isDue || this.#hasUnreadable || typeof this.#after !== 'bigint') return
    this.#checkpointsSinceNote = 0
    const directory = { ...this.#directory.state(), position: this.#after }
    this.#noting = Promise.all([this.#noting, memory.note(directory)]).then(() => undefined)
  }

  #apply(stored: StoredEvent): void {
    if (stored.type === noted) return
    try {
      const event = this.#options.decode(stored)
      if (isAccessEvent(event)) this.#directory.apply(event)
    } catch (error) {
      const { stream, revision } = stored
      this.#options.log.error(
        { stream, revision: String(revision), reason: messageOf(error) },
        'an event of an access token cannot be read: the token is refused',
      )
      this.#hasUnreadable = true
      this.#directory.block(stream, revision)
    }
  }

  // A subscription to a ledger that does not answer is given up: it may have been silent for a while.
  async #probe(signal: AbortSignal): Promise<void> {
    const { ledger, clock, liveness = createLiveness({ ledger, clock }) } = this.#options
    const watching = liveness.beats$.subscribe(({ askedMs, problem }) => {
      if (problem === undefined || signal.aborted) return
      this.#fell(askedMs)
      this.#attempt.abort()
    })
    await aborted(signal)
    watching.unsubscribe()
  }

  #wake(): void {
    this.#waiters.splice(0).forEach(wake => wake())
  }

  #fell(sinceMs: number): void {
    this.#downSinceMs ??= sinceMs
  }
}

function isAccessEvent(event: Recorded): event is Recorded<AccessEvent> {
  return Object.hasOwn(accessEvents, event.type)
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
