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
import { visibleStream } from './visible-stream.ts'

type Pages = AsyncIterable<readonly StoredEvent[]>

/** Answers a read of a stream or of `$all`. */
export async function readEvents(
  context: NodeContext,
  request: ReadRequest,
  outlet: Outlet,
): Promise<void> {
  const pages =
    request.stream === undefined
      ? allPages(context, request)
      : await streamPages(context, request, request.stream)
  if (pages === undefined) outlet.write(controlMessages.streamNotFound(request.stream ?? ''))
  else await deliver(context, request, pages, outlet)
  outlet.flush()
}

function allPages({ store, writer }: NodeContext, { direction, from }: ReadRequest): Pages {
  if (direction === 'forwards')
    return allForwards(store, from === 'end' ? writer.head + 1 : numberOf(from))
  return allBackwards(store, from === 'end' ? writer.head + 1 : numberOf(from))
}

/** Undefined when there is no such stream. */
async function streamPages(
  context: NodeContext,
  { direction, from, count }: ReadRequest,
  stream: string,
): Promise<Pages | undefined> {
  requireStreamName(stream)
  if (count === 0) throw rpcErrors.invalid('maxCount must be positive')
  if (direction === 'forwards' && from === 'end')
    throw rpcErrors.invalid('A stream cannot be read forwards from its end')
  const visible = await visibleStream(context, stream)
  if (visible.kind === 'tombstoned') throw rpcErrors.streamDeleted(stream)
  if (visible.kind === 'missing') return undefined
  if (direction === 'forwards') return streamForwards(context.store, visible, numberOf(from))
  return streamBackwards(context.store, visible, from === 'end' ? visible.last : numberOf(from))
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
      if (outlet.isFull) await outlet.drained()
    }
}
