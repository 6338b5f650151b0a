import type { PlannedAppend } from './batch-plan.ts'
import { LiveFeed } from './live-feed.ts'
import { storedEvents } from './stored-events.ts'
import { describedBy, isMetastream } from './stream-name.ts'

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
      const append = { events: storedEvents(row), bytes: row.body.length }
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
