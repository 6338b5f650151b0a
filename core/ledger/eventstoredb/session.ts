import { BACKWARDS, END, EventStoreDBClient } from '@eventstore/db-client'
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { setMaxListeners } from 'node:events'
import { messageOf } from '../../errors.ts'
import { addressOf } from './credential.ts'
import { unavailable } from './failure.ts'
import { Pull } from './pull.ts'

/** One client with one socket, from its first connect until it is found dead. */
export class Session {
  readonly client: EventStoreDBClient
  readonly window = new AppendWindow()
  readonly #lost = new AbortController()
  #heard: 'something' | 'nothing' = 'nothing'

  constructor(connectionString: string) {
    const { url, authorization } = addressOf(connectionString)
    this.client = EventStoreDBClient.connectionString(url)
    if (authorization !== undefined) clientInternals.authorize(this.client, authorization)
    // Whoever reads, appends or follows listens for as long as it does.
    setMaxListeners(0, this.#lost.signal)
  }

  /** Aborts when the connection is given up. */
  get lost(): AbortSignal {
    return this.#lost.signal
  }

  /** Notes that the ledger has answered. */
  hear(): void {
    this.#heard = 'something'
  }

  /** Whether it has answered since this was last asked. */
  wasHeard(): boolean {
    const heard = this.#heard
    this.#heard = 'nothing'
    return heard === 'something'
  }

  /** Connects; nothing has been sent to a stream before this resolved. */
  async connect(): Promise<void> {
    try {
      await clientInternals.connect(this.client)
    } catch (error) {
      throw unavailable(`connecting to the ledger: ${messageOf(error)}`, error)
    }
  }

  /** Tells whether appends are stored in the order in which they were sent: all go by one call to a server that takes many at once. */
  async keepsOrder(): Promise<boolean> {
    await this.connect()
    return clientInternals.takesBatches(this.client)
  }

  /** Asks for the newest event, the smallest question that shows the ledger answers. */
  async probe(): Promise<void> {
    const stream = this.client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 })
    const pull = new Pull(stream)
    const giveUp = (): void => pull.fail(this.lost.reason)
    this.lost.addEventListener('abort', giveUp, { once: true })
    try {
      for (let change = pull.changed(); !pull.ended; change = pull.changed()) {
        if (pull.take(1).length === 0) await change
      }
    } finally {
      this.lost.removeEventListener('abort', giveUp)
    }
  }

  /** Tells everyone who waits on this connection, ends its calls and closes its socket. */
  async close(reason: Error): Promise<void> {
    this.#lost.abort(reason)
    await clientInternals.close(this.client)
  }
}

/**
 * What the official client keeps to itself and Decklog needs to be sure of an outcome. Each part is skipped where a version of
 * the client does not have it.
 */
const clientInternals = {
  /** Has every call name this. */
  authorize(client: EventStoreDBClient, authorization: string): void {
    const callArguments: unknown = Reflect.get(client, 'callArguments')
    if (typeof callArguments !== 'function') return
    Reflect.set(client, 'callArguments', (...given: unknown[]) => {
      const made: unknown = Reflect.apply(callArguments, client, given)
      const metadata: unknown = Array.isArray(made) ? made[0] : undefined
      const set: unknown = metadata instanceof Object ? Reflect.get(metadata, 'set') : undefined
      if (typeof set === 'function') Reflect.apply(set, metadata, ['authorization', authorization])
      return made
    })
  },

  /** Connects, and fetches what the server can do. Until this resolved, no append has left the process. */
  async connect(client: EventStoreDBClient): Promise<void> {
    await Reflect.get(client, 'capabilities')
  },

  /** Whether appends go by `BatchAppend`, as the client itself decides it. */
  async takesBatches(client: EventStoreDBClient): Promise<boolean> {
    const supports: unknown = Reflect.get(client, 'supports')
    if (typeof supports !== 'function') return false
    const answer: unknown = await Reflect.apply(supports, client, [StreamsService.batchAppend])
    return answer === true
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

const freeCalls = 15
const windowBytes = 30_000

/**
 * Bounds what is on its way at once. The client queues what the network does not take and, when the connection then fails,
 * rejects it where nobody can catch it, which would end the process. Fifteen appends, or fewer bytes than half an HTTP/2 window,
 * never reach that queue.
 */
class AppendWindow {
  #calls = 0
  #bytes = 0
  readonly #waiting: { readonly bytes: number; readonly enter: () => void }[] = []

  /** Runs `send` once there is room for it, in the order of the calls. */
  async run<T>(bytes: number, send: () => Promise<T>): Promise<T> {
    if (this.#waiting.length > 0 || !this.#fits(bytes)) {
      await new Promise<void>(enter => this.#waiting.push({ bytes, enter }))
    } else this.#take(bytes)
    try {
      return await send()
    } finally {
      this.#calls -= 1
      this.#bytes -= bytes
      this.#admit()
    }
  }

  #fits(bytes: number): boolean {
    return this.#calls < freeCalls || this.#bytes + bytes <= windowBytes
  }

  #take(bytes: number): void {
    this.#calls += 1
    this.#bytes += bytes
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next && this.#fits(next.bytes); next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#take(next.bytes)
      next.enter()
    }
  }
}
