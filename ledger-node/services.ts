import { randomUUID } from 'node:crypto'
import { frame } from './wire/frame.ts'
import type { GrpcCall } from './wire/grpc-call.ts'
import type { GrpcHandler } from './wire/grpc-server.ts'
import { serveAppend } from './append-call.ts'
import { serveBatchAppend } from './batch-append-call.ts'
import { serveDelete } from './delete-call.ts'
import { clusterInfo } from './gossip.ts'
import type { NodeContext } from './node-context.ts'
import { serveRead } from './read-call.ts'
import { toRpcError } from './rpc-errors.ts'
import { supportedMethods } from './server-features.ts'

type Serve = (context: NodeContext, call: GrpcCall) => Promise<void>

const streams = '/event_store.client.streams.Streams/'

const methods: Readonly<Record<string, Serve>> = {
  Read: serveRead,
  Append: serveAppend,
  Delete: (context, call) => serveDelete('delete', context, call),
  Tombstone: (context, call) => serveDelete('tombstone', context, call),
  BatchAppend: serveBatchAppend,
}

/** Paths of the service that tells which methods there are, and of the one that tells who is in the cluster. */
const features = '/event_store.client.server_features.ServerFeatures/GetSupportedMethods'
const gossip = '/event_store.client.gossip.Gossip/Read'

/** What a node serves: EventStoreDB's streams, and what its clients need beside them. */
export function createServices(context: NodeContext): ReadonlyMap<string, GrpcHandler> {
  const instanceId = randomUUID()
  const served = Object.entries(methods).map(
    ([name, serve]) => [streams + name, withOwnErrors(call => serve(context, call))] as const,
  )
  const supported = frame(supportedMethods(served.map(([path]) => path)))
  return new Map([
    ...served,
    [features, answering(() => supported)],
    [
      gossip,
      answering(({ authority }) =>
        frame(clusterInfo({ instanceId, authority, nowMs: Date.now() })),
      ),
    ],
  ])
}

function answering(answer: (call: GrpcCall) => Buffer): GrpcHandler {
  return async call => {
    await call.request()
    call.write(answer(call))
  }
}

function withOwnErrors(handler: GrpcHandler): GrpcHandler {
  return async call => {
    try {
      await handler(call)
    } catch (error) {
      throw toRpcError(error)
    }
  }
}
