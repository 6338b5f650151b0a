import { setMaxListeners } from 'node:events'
import { BACKWARDS, END, EventStoreDBClient } from '@eventstore/db-client'
import { messageOf } from '../../errors.ts'
import { AppendWindow } from './append-window.ts'
import { clientInternals } from './client-internals.ts'
import { unavailable } from './failure.ts'
import { Pull } from './pull.ts'

/** One client with one socket, from its first connect until it is found dead. */
export class Session {
  readonly client: EventStoreDBClient
  readonly window = new AppendWindow()
  readonly #lost = new AbortController()

  constructor(connectionString: string) {
    this.client = EventStoreDBClient.connectionString(connectionString)
    // Whoever reads, appends or follows listens for as long as it does.
    setMaxListeners(0, this.#lost.signal)
  }

  /** Aborts when the connection is given up. */
  get lost(): AbortSignal {
    return this.#lost.signal
  }

  /** Connects; nothing has been sent to a stream before this resolved. */
  async connect(): Promise<void> {
    try {
      await clientInternals.connect(this.client)
    } catch (error) {
      throw unavailable(`connecting to the ledger: ${messageOf(error)}`, error)
    }
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
