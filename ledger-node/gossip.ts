import { message, uint } from './encode.ts'
import { parseEventId, structuredId } from './event-id.ts'

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
export function clusterInfo({ instanceId, nowMs, authority }: GossipOptions): Buffer {
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
