import { randomUUID } from 'node:crypto'
import type { NodeContext } from '../node-context.ts'
import { controlMessages } from '../protocol/control-messages.ts'
import type { ReadRequest } from '../protocol/read-request.ts'
import { eventType } from '../protocol/recorded-event.ts'
import { rpcErrors } from '../protocol/rpc-errors.ts'
import { requireStreamName } from '../protocol/stream-identifier.ts'
import { maxInt64, toPlace } from '../wire/numbers.ts'
import { createEventFilter, type EventFilter } from './event-filter.ts'
import type { LiveFeed } from './live-hub.ts'
import type { Outlet } from './outlet.ts'
import { createFollowLink, createRender, type Render } from './rendering.ts'
import { allForwards, type PlacedEvent, streamForwards } from './placed-events.ts'
import { visibleStream, type VisibleStream } from './visible-stream.ts'

const defaultWindow = 32
/** Whatever the event is: a subscription to the stream ends with it. */
const tombstoneType = '$streamDeleted'

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
  #isThere = false
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
    if (this.#request.from !== 'end') await this.#visible()
    this.#outlet.write(controlMessages.confirmation(randomUUID()))
    this.#outlet.flush()
    let isBehind = this.#request.from !== 'end'
    while (!this.#outlet.isClosed) {
      if (isBehind) await this.#catchUp()
      this.#noteCaughtUp()
      this.#outlet.flush()
      await this.#feed.waiting()
      const appends = this.#feed.take()
      // A stream may begin to be there without an event of its own.
      isBehind = appends === 'overflowed' || !this.#isCaughtUp
      if (appends !== 'overflowed' && !isBehind)
        for (const { events } of appends) await this.#deliver(events, 'live')
    }
  }

  async #start(): Promise<number> {
    const { from, stream } = this.#request
    const { head } = this.#context.writer
    if (from === 'start') return -1
    if (stream === undefined) return from === 'end' ? head : Math.min(toPlace(from), head)
    if (from === 'end') return (await visibleStream(this.#context, stream)).last
    if (from === maxInt64) throw rpcErrors.invalid('No revision is after the one given')
    return toPlace(from)
  }

  async #catchUp(): Promise<void> {
    const { store } = this.#context
    const visible = await this.#visible()
    if (visible?.kind === 'missing') return
    const from = this.#cursor + 1
    await this.#deliverAll(
      visible ? streamForwards(store, visible, from, 'long') : allForwards(store, from, 'long'),
    )
    this.#isThere = true
  }

  /** What of its stream may be seen, unless it is `$all`. */
  async #visible(): Promise<VisibleStream | undefined> {
    const { stream } = this.#request
    if (stream === undefined) return undefined
    const visible = await visibleStream(this.#context, stream)
    if (visible.kind === 'tombstoned') throw rpcErrors.streamDeleted(stream)
    return visible
  }

  /** Stops reading when the reader goes. */
  async #deliverAll(pages: AsyncIterable<readonly PlacedEvent[]>): Promise<void> {
    for await (const page of pages) {
      await this.#deliver(page, 'stored')
      if (this.#outlet.isClosed) return
    }
  }

  /** A missing stream is caught up with only when it is there, unless it is followed from its end. */
  #noteCaughtUp(): void {
    if (this.#isCaughtUp || !(this.#isThere || this.#request.from === 'end')) return
    this.#isCaughtUp = true
    this.#outlet.write(controlMessages.caughtUp())
  }

  async #deliver(page: readonly PlacedEvent[], events: 'stored' | 'live'): Promise<void> {
    for (const event of page) {
      const place = this.#request.stream === undefined ? event.position : event.revision
      if (place <= this.#cursor) continue
      this.#cursor = place
      if (!this.#accepts || this.#accepts(event.frame)) {
        const shown = this.#render(event.frame)
        this.#outlet.write(shown instanceof Promise ? await shown : shown)
      }
      this.#noteProgress(event)
      if (this.#outlet.isClosed) return
      if (this.#outlet.flushWhenFull(events)) await this.#outlet.drained()
    }
  }

  #noteProgress({ position, frame }: PlacedEvent): void {
    const { stream } = this.#request
    if (stream !== undefined && eventType(frame) === tombstoneType) {
      this.#outlet.flush()
      throw rpcErrors.streamDeleted(stream)
    }
    if (!this.#accepts || ++this.#sinceCheckpoint < this.#checkpointEvery) return
    this.#sinceCheckpoint = 0
    this.#outlet.write(controlMessages.checkpoint(position))
  }
}
