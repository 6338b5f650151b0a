import type { ServerWritableStream } from '@grpc/grpc-js'
import type { NodeContext } from './node-context.ts'
import { Outlet } from './outlet.ts'
import { readEvents } from './read-events.ts'
import { readReadRequest, type ReadRequest } from './read-request.ts'
import { rpcErrors, toRpcError } from './rpc-error.ts'
import { Subscription } from './subscription.ts'

type ReadCall = ServerWritableStream<Buffer, Buffer>

/** Serves `Read`: reads that end and subscriptions that do not. */
export async function serveRead(context: NodeContext, call: ReadCall): Promise<void> {
  try {
    const request = readReadRequest(call.request)
    if (request.count === undefined) await follow(context, call, request)
    else await readEvents(context, request, new Outlet(call, () => undefined))
    call.end()
  } catch (error) {
    if (!call.cancelled && !call.destroyed) call.emit('error', toRpcError(error))
  }
}

async function follow(context: NodeContext, call: ReadCall, request: ReadRequest): Promise<void> {
  if (request.direction === 'backwards') throw rpcErrors.invalid('A subscription goes forwards')
  if (request.stream !== undefined && request.filter)
    throw rpcErrors.invalid('Only $all is filtered')
  const { hub } = context
  const feed = hub.open(request.stream)
  const close = (): void => hub.close(feed, request.stream)
  try {
    await new Subscription(context, request, new Outlet(call, close), feed).run()
  } finally {
    close()
  }
}
