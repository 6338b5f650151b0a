import { controlMessages } from './control-messages.ts'
import { createEventFilter } from './event-filter.ts'
import { createFollowLink } from './follow-link.ts'
import type { NodeContext } from './node-context.ts'
import { toPlace } from './numbers.ts'
import type { Outlet } from './outlet.ts'
import type { ReadRequest } from './read-request.ts'
import { createRender } from './rendering.ts'
import { rpcErrors } from './rpc-errors.ts'
import {
  allBackwards,
  allForwards,
  streamBackwards,
  streamForwards,
  type StoredEvent,
} from './stored-events.ts'
import { requireStreamName } from './stream-identifier.ts'
import { visibleStream, type VisibleStream } from './visible-stream.ts'

type Pages = AsyncIterable<readonly StoredEvent[]>

/** Of EventStoreDB. */
const pageSize = 32
/** More events than a page of the store has, as a rule. */
const longRead = 1_000

/** Answers a read of a stream or of `$all`. */
export async function readEvents(
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
  for await (const page of pages)
    for (const { frame } of page) {
      if (!accepts(frame)) continue
      const shown = render(frame)
      outlet.write(shown instanceof Promise ? await shown : shown)
      if (--left === 0 || outlet.isClosed) return
      if (outlet.flushWhenFull('stored')) await outlet.drained()
    }
}
