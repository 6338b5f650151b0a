import { UnavailableError } from '@eventstore/db-client'
import type { Logger } from 'pino'
import { DecklogError, isDecklogError, messageOf } from '../../errors.ts'
import { within } from '../../timing/within.ts'
import { ledgerError, unavailable } from './failure.ts'
import { Session } from './session.ts'

const probeMs = 2_000
const pulseEveryMs = 1_000
const reopenAfterMs = 200
const closeMs = 1_000

/**
 * Keeps one live session with the ledger. A session that failed or went silent is closed whole and the next call opens another,
 * one at a time: the client keeps the appends of all its instances in one table, which an old instance's end empties.
 */
export class Connection {
  readonly #url: string
  readonly #log: Logger
  #generation = 0
  #current: Promise<Session> | undefined
  #closing: Promise<void> = Promise.resolve()
  #closed = false
  #followers = 0
  #pulse: NodeJS.Timeout | undefined

  constructor(url: string, log: Logger) {
    this.#url = url
    this.#log = log
  }

  /** The live session, connected. */
  session(): Promise<Session> {
    if (this.#closed) {
      return Promise.reject(new DecklogError('DECKLOG_SHUTTING_DOWN', 'the ledger is closed'))
    }
    this.#current ??= this.#open()
    return this.#current
  }

  /** Judges a failure seen on `session`: a lost connection is given up at once, a silent one after it left a probe unanswered. */
  report(session: Session, error: unknown): void {
    if (session.lost.aborted) return
    if (isConnectionLoss(error)) this.#retire(session, error)
    else if (isDecklogError(error, 'DECKLOG_TIMEOUT')) void this.#probe(session)
  }

  /** Probes the session, wherever nothing else was answered for a second, until the answer is called: so a silent network is noticed. */
  follow(session: Session): () => void {
    this.#followers += 1
    this.#pulse ??= setInterval(() => void this.#beat(), pulseEveryMs).unref()
    session.lost.throwIfAborted()
    return () => {
      this.#followers -= 1
      if (this.#followers > 0) return
      clearInterval(this.#pulse)
      this.#pulse = undefined
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#pulse)
    const session = await this.#current?.catch(() => undefined)
    if (session) this.#retire(session, new DecklogError('DECKLOG_SHUTTING_DOWN', 'closed'))
    await this.#closing
  }

  async #open(): Promise<Session> {
    await this.#closing
    this.#generation += 1
    const session = new Session(connectionString(this.#url, this.#generation))
    try {
      const late = (): Error => timeout('connecting to the ledger')
      await within({ ms: probeMs, late }, () => session.connect())
      return session
    } catch (error) {
      this.#retire(session, error)
      throw ledgerError(error, 'connecting to the ledger', 'not_sent')
    }
  }

  #retire(session: Session, cause: unknown): void {
    if (session.lost.aborted) return
    this.#current = undefined
    const reason = unavailable(`the connection to the ledger was lost: ${messageOf(cause)}`, cause)
    if (!this.#closed) this.#log.warn({ err: cause }, 'the connection to the ledger was lost')
    this.#closing = this.#end(session, reason)
  }

  async #end(session: Session, reason: Error): Promise<void> {
    const late = (): Error => timeout('closing a connection')
    await within({ ms: closeMs, late }, () => session.close(reason)).catch(error =>
      this.#log.warn({ err: error }, 'a connection to the ledger did not close'),
    )
    if (!this.#closed) await new Promise(resolve => setTimeout(resolve, reopenAfterMs))
  }

  #probing: Session | undefined

  async #beat(): Promise<void> {
    const session = await this.#current?.catch(() => undefined)
    // What was answered a moment ago tells as much as a probe would.
    if (session && !session.wasHeard()) await this.#probe(session)
  }

  async #probe(session: Session): Promise<void> {
    if (this.#probing === session || session.lost.aborted) return
    this.#probing = session
    try {
      const late = (): Error => timeout('probing the ledger')
      await within({ ms: probeMs, late }, () => session.probe())
    } catch (error) {
      this.#retire(session, error)
    } finally {
      this.#probing = undefined
    }
  }
}

/** The error of a deadline of ours. */
export function timeout(what: string): DecklogError {
  return new DecklogError('DECKLOG_TIMEOUT', `${what} took too long`)
}

function isConnectionLoss(error: unknown): boolean {
  if (error instanceof UnavailableError) return true
  if (isDecklogError(error, 'DECKLOG_LEDGER_UNAVAILABLE')) return true
  return error instanceof Error && 'code' in error && (error.code === 14 || error.code === 1)
}

const keepAliveTimeoutMs = 10_000

/**
 * The URL with the settings Decklog relies on. Every generation gets another keep-alive timeout, by a millisecond, because gRPC
 * shares one socket, and its back-off of up to two minutes, among all channels of equal options.
 */
function connectionString(url: string, generation: number): string {
  const options = `keepAliveTimeout=${keepAliveTimeoutMs + (generation % 1_000)}&throwOnAppendFailure=true`
  return `${url}${url.includes('?') ? '&' : '?'}${options}`
}
