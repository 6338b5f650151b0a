import {
  jsonEvent,
  type AppendResult,
  type EventData,
  type JSONEventType,
} from '@eventstore/db-client'
import { within } from '../../timing/within.ts'
import { eventBytes } from '../event-bytes.ts'
import type { Appended, ExpectedRevision, NewEvent } from '../ledger.ts'
import { timeout, type Connection } from './connection.ts'
import { ledgerError, type Phase } from './failure.ts'
import type { Session } from './session.ts'

const text = new TextEncoder()

/** What is appended as one. */
interface Load {
  readonly events: readonly EventData[]
  /** About how many the events take on their way. */
  readonly bytes: number
  readonly deadlineMs?: number
}

/** One append, from the call to the server's answer or the deadline. */
export class Append {
  readonly #connection: Connection
  readonly #stream: string
  readonly #events: readonly EventData[]
  readonly #bytes: number
  readonly #deadlineMs: number
  #phase: Phase = 'not_sent'
  #session: Session | undefined
  #late = false

  constructor(connection: Connection, stream: string, { events, bytes, deadlineMs = 2_500 }: Load) {
    this.#connection = connection
    this.#stream = stream
    this.#events = events
    this.#bytes = bytes
    this.#deadlineMs = deadlineMs
  }

  async run(expected: ExpectedRevision): Promise<Omit<Appended, 'position'> & Position> {
    const what = `appending to ${this.#stream}`
    const late = (): Error => {
      this.#late = true
      return timeout(what)
    }
    try {
      const result = await within({ ms: this.#deadlineMs, late }, () => this.#send(expected))
      return { revision: result.nextExpectedRevision, position: result.position?.commit }
    } catch (error) {
      if (this.#session) this.#connection.report(this.#session, error)
      throw ledgerError(error, what, this.#phase)
    }
  }

  async #send(expected: ExpectedRevision): Promise<AppendResult> {
    const session = await this.#connection.session()
    this.#session = session
    // The client connects anew by itself after a loss; only what follows may reach the server as an append.
    await session.connect()
    return session.window.run(this.#bytes, () => {
      session.lost.throwIfAborted()
      if (this.#late) throw timeout('waiting for earlier appends')
      this.#phase = 'append_sent'
      const options = { expectedRevision: expected, deadline: this.#deadlineMs }
      return session.client.appendToStream(this.#stream, [...this.#events], options)
    })
  }
}

interface Position {
  readonly position: bigint | undefined
}

/** Appends events of ours, as one. */
export function appendEvents(
  connection: Connection,
  stream: string,
  events: readonly NewEvent[],
): Append {
  const bytes = events.reduce((sum, event) => sum + eventBytes(event), 0)
  return new Append(connection, stream, { events: events.map(toClientEvent), bytes })
}

function toClientEvent(event: NewEvent): ReturnType<typeof jsonEvent<JSONEventType>> {
  // JSON.stringify gives the same bytes for the same object, so that a repeat is the same request.
  const data = event.data as JSONEventType['data']
  return jsonEvent<JSONEventType>({
    id: event.id,
    type: event.type,
    data,
    // As bytes, because the client takes JSON by way of base64, which costs more than all the rest.
    metadata: text.encode(JSON.stringify(event.metadata)),
  })
}
