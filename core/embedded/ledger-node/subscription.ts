import { randomUUID } from 'node:crypto'
import { controlMessages } from './control-messages.ts'
import { createEventFilter, type EventFilter } from './event-filter.ts'
import { createFollowLink } from './follow-link.ts'
import type { LiveFeed } from './live-feed.ts'
import type { NodeContext } from './node-context.ts'
import { tombstoneRevision, toPlace } from './numbers.ts'
import type { Outlet } from './outlet.ts'
import type { ReadRequest } from './read-request.ts'
import { createRender, type Render } from './rendering.ts'
import { rpcErrors } from './rpc-errors.ts'
import { allForwards, streamForwards, type StoredEvent } from './stored-events.ts'
import { requireStreamName } from './stream-identifier.ts'
import { visibleStream } from './visible-stream.ts'

const defaultWindow = 32

/** Follows a stream or `$all` until the reader goes: what is stored first, then what is committed. */
export class Subscription {
  readonly #context: NodeContext
  readonly #request: ReadRequest
  readonly #outlet: Outlet
  readonly #feed: LiveFeed
  readonly #render: Render
  readonly #accepts: EventFilter | undefined
  readonly #checkpointEvery: number
  /** Revision, or position of `$all`, up to which everything has been looked at. */
  #cursor = -1
  #sinceCheckpoint = 0
  #hasEvents = false
  #isCaughtUp = false

  constructor(context: NodeContext, request: ReadRequest, outlet: Outlet, feed: LiveFeed) {
    const { filter, stream } = request
    if (stream !== undefined) requireStreamName(stream)
    if (filter?.checkpointInterval === 0)
      throw rpcErrors.invalid('The checkpoint interval must be positive')
    this.#context = context
    this.#request = request
    this.#outlet = outlet
    this.#feed = feed
    this.#render = createRender(request, createFollowLink(context))
    this.#accepts = filter && createEventFilter(filter)
    this.#checkpointEvery = (filter?.window ?? defaultWindow) * (filter?.checkpointInterval ?? 1)
  }

  /** Runs until the reader goes; throws when the subscription has to end with an error. */
  async run(): Promise<void> {
    this.#cursor = await this.#start()
    this.#outlet.write(controlMessages.confirmation(randomUUID()))
    this.#outlet.flush()
    let isBehind = this.#request.from !== 'end'
    while (!this.#outlet.isClosed) {
      if (isBehind) await this.#catchUp()
      this.#noteCaughtUp()
      this.#outlet.flush()
      await this.#feed.waiting()
      const appends = this.#feed.take()
      isBehind = appends === 'overflowed'
      if (appends !== 'overflowed') for (const { events } of appends) await this.#deliver(events)
    }
  }

  async #start(): Promise<number> {
    const { from, stream } = this.#request
    if (typeof from === 'bigint') return toPlace(from)
    if (from === 'start') return -1
    if (stream === undefined) return this.#context.writer.head
    return (await visibleStream(this.#context, stream)).last
  }

  async #catchUp(): Promise<void> {
    const { stream } = this.#request
    const { store } = this.#context
    if (stream === undefined) {
      await this.#deliverAll(allForwards(store, this.#cursor + 1))
      return
    }
    const visible = await visibleStream(this.#context, stream)
    if (visible.kind === 'tombstoned') throw rpcErrors.streamDeleted(stream)
    if (visible.kind === 'missing') return
    await this.#deliverAll(streamForwards(store, visible, this.#cursor + 1))
    this.#hasEvents = true
  }

  /** Stops reading when the reader goes. */
  async #deliverAll(pages: AsyncIterable<readonly StoredEvent[]>): Promise<void> {
    for await (const page of pages) {
      await this.#deliver(page)
      if (this.#outlet.isClosed) return
    }
  }

  /** A stream without events is caught up with only when it has some, unless it is followed from its end. */
  #noteCaughtUp(): void {
    const { from, stream } = this.#request
    if (this.#isCaughtUp) return
    if (stream !== undefined && from !== 'end' && !this.#hasEvents) return
    this.#isCaughtUp = true
    this.#outlet.write(controlMessages.caughtUp())
  }

  async #deliver(page: readonly StoredEvent[]): Promise<void> {
    for (const event of page) {
      const place = this.#request.stream === undefined ? event.position : event.revision
      if (place <= this.#cursor) continue
      this.#cursor = place
      if (!this.#accepts || this.#accepts(event.frame)) {
        const shown = this.#render(event.frame)
        this.#outlet.write(shown instanceof Promise ? await shown : shown)
        this.#hasEvents = true
      }
      this.#noteProgress(event)
      if (this.#outlet.isClosed) return
      if (this.#outlet.isFull) await this.#outlet.drained()
    }
  }

  #noteProgress({ position, revision }: StoredEvent): void {
    if (this.#request.stream !== undefined && revision === tombstoneRevision) {
      this.#outlet.flush()
      throw rpcErrors.streamDeleted(this.#request.stream)
    }
    if (!this.#accepts || ++this.#sinceCheckpoint < this.#checkpointEvery) return
    this.#sinceCheckpoint = 0
    this.#outlet.write(controlMessages.checkpoint(position))
  }
}
