import { describedBy, isMetastream } from '../storing/stream-name.ts'
import type { PlannedAppend } from '../writing/batch-plan.ts'
import { type PlacedEvent, placedEvents } from './placed-events.ts'

/** Hands committed appends to the subscriptions that follow them, and tells those of a stream that its metadata has changed. */
export class LiveHub {
  readonly #all = new Set<LiveFeed>()
  readonly #streams = new Map<string, Set<LiveFeed>>()

  publish(rows: readonly PlannedAppend[]): void {
    for (const row of rows) {
      if (isMetastream(row.stream))
        for (const feed of this.#streams.get(describedBy(row.stream)) ?? []) feed.poke()
      const feeds = [...this.#all, ...(this.#streams.get(row.stream) ?? [])]
      if (feeds.length === 0) continue
      const append = { events: placedEvents(row), bytes: row.body.length }
      for (const feed of feeds) feed.push(append)
    }
  }

  /** Sends everybody back to the disk, because commits may have been missed. */
  overflow(): void {
    for (const feed of this.#all) feed.overflow()
    for (const feeds of this.#streams.values()) for (const feed of feeds) feed.overflow()
  }

  /** Opens a feed of one stream, or of all of them. */
  open(stream: string | undefined): LiveFeed {
    const feed = new LiveFeed()
    if (stream === undefined) this.#all.add(feed)
    else this.#feedsOf(stream).add(feed)
    return feed
  }

  close(feed: LiveFeed, stream: string | undefined): void {
    feed.stop()
    if (stream === undefined) this.#all.delete(feed)
    else if (this.#feedsOf(stream).delete(feed) && this.#feedsOf(stream).size === 0)
      this.#streams.delete(stream)
  }

  #feedsOf(stream: string): Set<LiveFeed> {
    const feeds = this.#streams.get(stream) ?? new Set<LiveFeed>()
    this.#streams.set(stream, feeds)
    return feeds
  }
}

/** An append that was committed, as those who follow it get it; all of them share it. */
export interface LiveAppend {
  readonly events: readonly PlacedEvent[]
  readonly bytes: number
}

const maxAppends = 1_000
const maxBytes = 1024 * 1024

/** What has been committed since its reader last took from it; overflows rather than grow when the reader is slow. */
export class LiveFeed {
  #appends: LiveAppend[] = []
  #bytes = 0
  #overflowed = false
  #isPoked = false
  #wake: (() => void) | undefined

  push(append: LiveAppend): void {
    if (this.#overflowed) return
    this.#appends.push(append)
    this.#bytes += append.bytes
    if (this.#appends.length > 1 && (this.#appends.length > maxAppends || this.#bytes > maxBytes))
      this.overflow()
    this.#wake?.()
  }

  /** Wakes the reader although there may be nothing to take. */
  poke(): void {
    this.#isPoked = true
    this.#wake?.()
  }

  /** Drops what waits: the reader has to go on from the disk. */
  overflow(): void {
    this.#appends = []
    this.#overflowed = true
    this.#wake?.()
  }

  /** The appends that wait, or `overflowed`; both are forgotten by asking. */
  take(): readonly LiveAppend[] | 'overflowed' {
    const appends = this.#overflowed ? 'overflowed' : this.#appends
    this.#appends = []
    this.#bytes = 0
    this.#overflowed = false
    this.#isPoked = false
    return appends
  }

  /** Resolves when there is something to take, or when `poke` or `stop` is called. */
  async waiting(): Promise<void> {
    if (this.#appends.length > 0 || this.#overflowed || this.#isPoked) return
    await new Promise<void>(resolve => {
      this.#wake = resolve
    })
    this.#wake = undefined
  }

  stop(): void {
    this.#wake?.()
  }
}
