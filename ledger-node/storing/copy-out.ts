import pg, { type Connection, type PoolClient } from 'pg'

/** Codes of the messages that Postgres sends while a copy is under way; any other ends it. */
const copyData = 0x64
const [copyOutResponse, notice, parameterStatus, notification] = [0x48, 0x4e, 0x53, 0x41]
const ofCopy = new Set([copyOutResponse, copyData, notice, parameterStatus, notification])

/** Bytes before a message: its code, and the length of itself and what follows. */
const headSize = 5

/**
 * Runs a `COPY … TO STDOUT` and answers its messages; their memory is the caller's. pg reads what a query answers as text, where bytes
 * are hexadecimal digits: twice the size, and a string of its own for each. The client must be idle and listen to no channel: notices
 * and notifications that come meanwhile are dropped.
 *
 * Source of the format: PostgreSQL, "Message Formats".
 */
export function copyOut(client: PoolClient, text: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const query: CopyQuery = new CopyQuery(text, error => {
      if (error) reject(error)
      else resolve(query.messages())
    })
    client.query(query)
  })
}

/** Calls `take` with where the data of each row of a copy begins and ends. */
export function eachCopied(messages: Buffer, take: (start: number, end: number) => void): void {
  for (let at = 0; at < messages.length;) {
    const end = at + sizeOf(messages, at)
    if (messages[at] === copyData) take(at + headSize, end)
    at = end
  }
}

/** Reads what comes on the connection in place of pg until the copy is over. */
class CopyQuery extends pg.Query {
  readonly #text: string
  readonly #parts: Buffer[] = []
  /** What has come of a head that is not whole. */
  #held: Buffer | undefined
  /** Bytes of the message under way that are still to come. */
  #missing = 0

  constructor(text: string, done: (error: Error | undefined) => void) {
    super(text, done)
    this.#text = text
  }

  messages(): Buffer {
    const [first] = this.#parts
    return first && this.#parts.length === 1 ? first : Buffer.concat(this.#parts)
  }

  override submit = (connection: Connection): void => {
    const { stream } = connection
    const readers = stream.rawListeners('data') as ((chunk: Buffer) => void)[]
    const read = (chunk: Buffer): void => {
      const rest = this.#take(chunk)
      if (!rest) return
      stream.off('data', read)
      for (const reader of readers) stream.on('data', reader)
      stream.emit('data', rest)
    }
    stream.removeAllListeners('data').on('data', read)
    connection.query(this.#text)
  }

  /** Keeps what is of the copy, and answers what comes after it. */
  #take(came: Buffer): Buffer | undefined {
    const chunk = this.#held ? Buffer.concat([this.#held, came]) : came
    this.#held = undefined
    let at = this.#missing
    while (at + headSize <= chunk.length) {
      if (!ofCopy.has(chunk.readUInt8(at))) {
        this.#parts.push(chunk.subarray(0, at))
        return chunk.subarray(at)
      }
      at += sizeOf(chunk, at)
    }
    this.#missing = Math.max(0, at - chunk.length)
    this.#held = at < chunk.length ? chunk.subarray(at) : undefined
    this.#parts.push(chunk.subarray(0, at))
    return undefined
  }
}

function sizeOf(messages: Buffer, at: number): number {
  return 1 + messages.readUInt32BE(at + 1)
}
