import type { Logger } from 'pino'
import { messageOf } from '../errors.ts'
import type { ProjectionPositions } from '../projecting/projection-status.ts'
import type { Changes } from '../readmodel/changes.ts'
import type { LiveConnection } from './live-connection.ts'

const mostAtOnce = 1_000

/** What sharing changes among readers needs. */
export interface LiveHubOptions {
  readonly changes: Pick<Changes, 'changedSince' | 'canFollow'>
  readonly positions: Pick<ProjectionPositions, 'status'>
  readonly log: Logger
}

/** Reads each change once and tells it to every reader. */
export class LiveHub {
  readonly #options: LiveHubOptions
  readonly #told = new Map<string, bigint>()
  readonly #wanted = new Map<string, bigint>()
  readonly #reading = new Set<string>()
  readonly #anew = new Map<string, bigint>()
  readonly #missed = new Set<string>()
  readonly #joined = new Map<LiveConnection, Set<string>>()

  constructor(options: LiveHubOptions) {
    this.#options = options
  }

  /** Names of everything that can be followed. */
  topics(): readonly string[] {
    return this.#options.positions.status().map(({ name }) => name)
  }

  /** Position up to which a topic has been told. */
  position(topic: string): bigint {
    const told = this.#told.get(topic) ?? this.#statusOf(topic)
    this.#told.set(topic, told)
    return told
  }

  connections(): readonly LiveConnection[] {
    return [...this.#joined.keys()]
  }

  /** Takes a reader in for a topic; one that goes on where it was is told what it missed. */
  async join(
    connection: LiveConnection,
    topic: string,
    start: 'now' | 'resumed' = 'now',
  ): Promise<void> {
    // Cut while it was told of another topic: nobody would take it out again.
    if (connection.stream.destroyed) return
    this.#joined.set(connection, this.#joined.get(connection) ?? new Set())
    if (start === 'resumed') await this.#catchUp(connection, topic)
    for (;;) {
      const from = connection.position(topic) ?? 0n
      const upTo = this.position(topic)
      // Ahead of us: of another ledger, or of an instance that heard of it earlier. Reading again is right for both.
      if (from > upTo) connection.reset(topic, upTo)
      if (from >= upTo) break
      await this.#catchUp(connection, topic)
    }
    this.#joined.get(connection)?.add(topic)
  }

  leave(connection: LiveConnection): void {
    this.#joined.delete(connection)
  }

  /** Notes that a topic has moved, and tells what changed. */
  moved(topic: string, position: bigint): void {
    if (position > this.position(topic)) this.#want(topic, position)
  }

  /** Looks at every topic anew, after notifications may have been missed. */
  recheck(): void {
    for (const topic of this.#told.keys()) {
      this.#missed.add(topic)
      this.#want(topic, this.position(topic))
    }
  }

  /** Notes that all rows of a topic are to be read anew; told with the next tick, because such news come in crowds. */
  anew(topic: string, position: bigint): void {
    this.#anew.set(topic, position)
  }

  /** Tells what is to be read anew, and tries again what could not be read; called every second. */
  tick(): void {
    for (const [topic, position] of this.#anew) {
      this.#told.set(topic, position)
      for (const reader of this.#readersOf(topic)) reader.reset(topic, position)
    }
    this.#anew.clear()
    for (const topic of this.#wanted.keys()) void this.#read(topic)
  }

  #want(topic: string, position: bigint): void {
    const wanted = this.#wanted.get(topic)
    if (wanted === undefined || position > wanted) this.#wanted.set(topic, position)
    void this.#read(topic)
  }

  // One reading at a time for each topic; what comes meanwhile is read in one go.
  async #read(topic: string): Promise<void> {
    if (this.#reading.has(topic)) return
    this.#reading.add(topic)
    try {
      for (let to = this.#wanted.get(topic); to !== undefined; to = this.#wanted.get(topic))
        await this.#tell(topic, to)
    } catch (error) {
      this.#options.log.warn({ topic, reason: messageOf(error) }, 'live changes wait')
    } finally {
      this.#reading.delete(topic)
    }
  }

  async #tell(topic: string, to: bigint): Promise<void> {
    const readers = this.#readersOf(topic)
    const from = this.position(topic)
    const { changes } = this.#options
    const isWhole = !this.#missed.has(topic) || (await changes.canFollow(topic, from))
    const keys = readers.length === 0 ? [] : await changes.changedSince(topic, from, mostAtOnce)
    const upTo = [to, ...keys.map(key => key.position)].reduce((a, b) => (a > b ? a : b))
    this.#told.set(topic, upTo)
    this.#missed.delete(topic)
    if (this.#wanted.get(topic) === to) this.#wanted.delete(topic)
    for (const reader of readers)
      if (isWhole && keys.length < mostAtOnce) reader.changed(topic, keys, upTo)
      else reader.reset(topic, upTo)
  }

  async #catchUp(connection: LiveConnection, topic: string): Promise<void> {
    const { changes } = this.#options
    const from = connection.position(topic) ?? 0n
    const upTo = this.position(topic)
    const isWhole = await changes.canFollow(topic, from)
    const keys = isWhole ? await changes.changedSince(topic, from, mostAtOnce) : []
    if (isWhole && keys.length < mostAtOnce) connection.changed(topic, keys, upTo)
    else connection.reset(topic, upTo)
  }

  #readersOf(topic: string): readonly LiveConnection[] {
    return [...this.#joined].flatMap(([connection, topics]) =>
      topics.has(topic) ? [connection] : [],
    )
  }

  #statusOf(topic: string): bigint {
    const status = this.#options.positions.status().find(({ name }) => name === topic)
    return status?.position ?? 0n
  }
}
