import type { GrpcCall } from './wire/grpc-call.ts'
import type { NodeContext } from './node-context.ts'
import { Outlet } from './outlet.ts'
import { readEvents } from './read-events.ts'
import { readReadRequest, type ReadRequest } from './read-request.ts'
import { rpcErrors } from './rpc-errors.ts'
import { Subscription } from './subscription.ts'

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
