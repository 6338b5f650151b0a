import { connect } from 'node:net'
import type { Connected, Failed } from './outbound.ts'
import { connectionFailure } from './connection-failure.ts'
import type { Route } from './find-route.ts'
import { pinnedLookup } from './pinned-lookup.ts'

/** Opens a TCP connection and closes it at once. */
export function openConnection(
  { target, addresses }: Route,
  signal: AbortSignal,
): Promise<Connected | Failed> {
  return new Promise(resolve => {
    const { host, port } = target
    const socket = connect({ host, port, lookup: pinnedLookup(addresses), signal })
    socket.on('error', error => resolve(connectionFailure('connecting', error)))
    socket.once('connect', () => {
      resolve({ outcome: 'connected' })
      socket.destroy()
    })
  })
}
