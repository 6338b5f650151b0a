import { randomUUID } from 'node:crypto'
import { createJudge, type Credential } from './credential.ts'
import type { NodeContext } from './node-context.ts'
import { parseEventId, structuredId } from './protocol/event-id.ts'
import { rpcErrors, toRpcError } from './protocol/rpc-errors.ts'
import { serveRead } from './reading/read-call.ts'
import { frame } from './wire/frame.ts'
import type { GrpcCall } from './wire/grpc-call.ts'
import type { GrpcHandler } from './wire/grpc-server.ts'
import { encode, message, uint } from './wire/proto-writer.ts'
import { serveAppend } from './writing/append-call.ts'
import { serveBatchAppend } from './writing/batch-append-call.ts'
import { serveDelete } from './writing/delete-call.ts'

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

/**
 * What a node serves: EventStoreDB's streams, to who names the credential where one is asked for, and what its clients need beside
 * them, which they ask for without one.
 */
export function createServices(
  context: NodeContext,
  credential?: Credential,
): ReadonlyMap<string, GrpcHandler> {
  const mayCall = credential ? createJudge(credential) : () => true
  const instanceId = randomUUID()
  const served = Object.entries(methods).map(
    ([name, serve]) => [streams + name, guarded(mayCall, call => serve(context, call))] as const,
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

function guarded(mayCall: (authorization: string) => boolean, handler: GrpcHandler): GrpcHandler {
  return async call => {
    try {
      if (!mayCall(call.authorization)) throw rpcErrors.unauthenticated()
      await handler(call)
    } catch (error) {
      throw toRpcError(error)
    }
  }
}

const ticksPerMs = 10_000n
const leader = 8

/** What a node tells of itself. */
interface GossipOptions {
  readonly instanceId: string
  readonly nowMs: number
  /** The address by which the client has reached the node. */
  readonly authority: string
}

/** Encodes `ClusterInfo`: tells clients that discover a cluster that this node is all of it. */
function clusterInfo({ instanceId, nowMs, authority }: GossipOptions): Buffer {
  const { hostname, port } = new URL(`http://${authority}`)
  return message(
    1,
    message(1, structuredId(parseEventId(Buffer.from(instanceId)))),
    uint(2, BigInt(nowMs) * ticksPerMs),
    uint(3, leader),
    uint(4, 1),
    message(5, message(1, Buffer.from(hostname)), uint(2, Number(port || '80'))),
  )
}

/** The version of EventStoreDB whose behaviour the node has. */
const version = '23.10.6'

const methodFeatures: Readonly<Record<string, readonly string[]>> = {
  read: ['position', 'events'],
  batchappend: ['deadline_duration'],
}

/** Encodes `SupportedMethods`: by it clients know which methods they may call. */
export function supportedMethods(paths: readonly string[]): Buffer {
  return encode(...paths.map(supportedMethod), message(2, Buffer.from(version)))
}

function supportedMethod(path: string): Buffer {
  const [, service = '', method = ''] = path.toLowerCase().split('/')
  const features = methodFeatures[method] ?? []
  return message(
    1,
    message(1, Buffer.from(method)),
    message(2, Buffer.from(service)),
    ...features.map(feature => message(3, Buffer.from(feature))),
  )
}
