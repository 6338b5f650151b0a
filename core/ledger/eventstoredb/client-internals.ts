import type { EventStoreDBClient } from '@eventstore/db-client'

/**
 * What the official client keeps to itself and Decklog needs to be sure of an outcome. Each part is skipped where a version of
 * the client does not have it.
 */
export const clientInternals = {
  /** Connects, and fetches what the server can do. Until this resolved, no append has left the process. */
  async connect(client: EventStoreDBClient): Promise<void> {
    await Reflect.get(client, 'capabilities')
  },

  /** Ends all calls and closes the socket, which `dispose` alone leaves open. */
  async close(client: EventStoreDBClient): Promise<void> {
    const getChannel: unknown = Reflect.get(client, 'getChannel')
    await client.dispose()
    if (typeof getChannel !== 'function') return
    const channel: unknown = await getChannel.call(client)
    const close: unknown = channel instanceof Object ? Reflect.get(channel, 'close') : undefined
    if (typeof close === 'function') close.call(channel)
  },
}
