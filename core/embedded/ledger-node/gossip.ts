import { randomUUID } from 'node:crypto'
import type { handleUnaryCall } from '@grpc/grpc-js'
import gossip from '@eventstore/db-client/generated/gossip_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'

const ticksPerMs = 10_000n

/** Tells clients that discover a cluster that this node is all of it, at the address by which they have reached it. */
export function createGossip(): handleUnaryCall<shared.Empty, gossip.ClusterInfo> {
  const instanceId = new shared.UUID()
  instanceId.setString(randomUUID())
  return (call, answer) => {
    const member = new gossip.MemberInfo()
    member.setInstanceId(instanceId)
    member.setTimeStamp(String(BigInt(Date.now()) * ticksPerMs))
    member.setState(gossip.MemberInfo.VNodeState.LEADER)
    member.setIsAlive(true)
    member.setHttpEndPoint(endPointOf(call.getHost()))
    const info = new gossip.ClusterInfo()
    info.setMembersList([member])
    answer(null, info)
  }
}

function endPointOf(authority: string): gossip.EndPoint {
  const { hostname, port } = new URL(`http://${authority}`)
  const endPoint = new gossip.EndPoint()
  endPoint.setAddress(hostname)
  endPoint.setPort(Number(port || '80'))
  return endPoint
}
