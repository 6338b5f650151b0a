import type { NodeContext } from '../node-context.ts'
import { controlMessages } from '../protocol/control-messages.ts'
import { readReadRequest, type ReadRequest } from '../protocol/read-request.ts'
import { rpcErrors } from '../protocol/rpc-errors.ts'
import { requireStreamName } from '../protocol/stream-identifier.ts'
import { toPlace } from '../wire/numbers.ts'
import type { GrpcCall } from '../wire/grpc-call.ts'
import { createEventFilter } from './event-filter.ts'
import { Outlet } from './outlet.ts'
import { createFollowLink, createRender } from './rendering.ts'
import {
  allBackwards,
  allForwards,
  type PlacedEvent,
  streamBackwards,
  streamForwards,
} from './placed-events.ts'
import { Subscription } from './subscription.ts'
import { visibleStream, type VisibleStream } from './visible-stream.ts'

/** Serves `Read`: reads that end and subscriptions that do not. */
export async function serveRead(context: NodeContext, call: GrpcCall): Promise<void> {
  const request = readReadRequest(await call.request())
  if (request.stream !== undefined && request.filter)
    throw rpcErrors.badArgument('Only $all is filtered')
  if (request.count === undefined) await follow(context, call, request)
  else await readEvents(context, request, new Outlet(call))
}

async function follow(context: NodeContext, call: GrpcCall, request: ReadRequest): Promise<void> {
  if (request.direction === 'backwards') throw rpcErrors.badArgument('A subscription goes forwards')
  const { hub } = context
  const feed = hub.open(request.stream)
  const close = (): void => hub.close(feed, request.stream)
  call.onClose(close)
  try {
    await new Subscription(context, request, new Outlet(call), feed).run()
  } finally {
    close()
  }
}

type Pages = AsyncIterable<readonly PlacedEvent[]>

/** Of EventStoreDB. */
const pageSize = 32
/** More events than a page of the store has, as a rule. */
const longRead = 1_000

/** Answers a read of a stream or of `$all`. */
async function readEvents(
  context: NodeContext,
  request: ReadRequest,
  outlet: Outlet,
): Promise<void> {
  const { stream } = request
  if (stream === undefined) await deliver(context, request, allPages(context, request), outlet)
  else await readStream(context, request, stream, outlet)
  outlet.flush()
}

async function readStream(
  context: NodeContext,
  request: ReadRequest,
  stream: string,
  outlet: Outlet,
): Promise<void> {
  const visible = await findStream(context, request, stream)
  if (visible.kind === 'missing') return outlet.write(controlMessages.streamNotFound(stream))
  tellFirst(request, visible, outlet)
  await deliver(context, request, streamPages(context, request, visible), outlet)
  if (request.ends === 'told') outlet.write(controlMessages.lastStreamPosition(visible.last))
}

function allPages({ store, writer }: NodeContext, request: ReadRequest): Pages {
  const { direction, from, count = Infinity } = request
  const reader = count >= longRead ? 'long' : 'brief'
  if (direction === 'forwards')
    return allForwards(store, from === 'end' ? writer.head + 1 : numberOf(from), reader)
  return allBackwards(store, from === 'end' ? writer.head + 1 : numberOf(from))
}

async function findStream(
  context: NodeContext,
  { direction, from, count }: ReadRequest,
  stream: string,
): Promise<VisibleStream> {
  requireStreamName(stream)
  if (count === 0) throw rpcErrors.invalid('maxCount must be positive')
  if (direction === 'forwards' && from === 'end')
    throw rpcErrors.invalid('A stream cannot be read forwards from its end')
  const visible = await visibleStream(context, stream)
  if (visible.kind === 'tombstoned') throw rpcErrors.streamDeleted(stream)
  return visible
}

function streamPages(
  { store }: NodeContext,
  { direction, from }: ReadRequest,
  visible: VisibleStream,
): Pages {
  if (direction === 'forwards') return streamForwards(store, visible, numberOf(from))
  return streamBackwards(store, visible, from === 'end' ? visible.last : numberOf(from))
}

/** When a page from the revision asked for would have no event, it is said from where on there may be one. */
function tellFirst(request: ReadRequest, { first, last }: VisibleStream, outlet: Outlet): void {
  const { ends, direction, count = Infinity } = request
  const from = numberOf(request.from)
  const next = from > last ? last + 1 : Math.min(first, last + 1)
  const isEmpty = from > last || from + Math.min(count, pageSize) <= next
  if (ends === 'told' && direction === 'forwards' && isEmpty && from !== next)
    outlet.write(controlMessages.firstStreamPosition(next))
}

function numberOf(from: ReadRequest['from']): number {
  return typeof from === 'bigint' ? toPlace(from) : 0
}

async function deliver(
  context: NodeContext,
  request: ReadRequest,
  pages: Pages,
  outlet: Outlet,
): Promise<void> {
  const render = createRender(request, createFollowLink(context))
  const accepts = request.filter ? createEventFilter(request.filter) : () => true
  let left = request.count ?? Infinity
  if (left === 0) return
  for await (const page of pages) {
    // Also while nothing is let through: nobody waits for it any more.
    if (outlet.isClosed) return
    for (const { frame } of page) {
      if (!accepts(frame)) continue
      const shown = render(frame)
      outlet.write(shown instanceof Promise ? await shown : shown)
      if (--left === 0 || outlet.isClosed) return
      if (outlet.flushWhenFull('stored')) await outlet.drained()
    }
  }
}
