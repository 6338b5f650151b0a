import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { NodeError } from '../node-error.ts'
import type { LedgerWriter } from './ledger-writer.ts'
import { takeOwnership, type Ownership } from './ownership.ts'

interface KeeperOptions {
  readonly databaseUrl: string
  readonly log: Logger
  readonly writer: LedgerWriter
  /** Told whenever the ledger has been taken over again, for commits may have ended unseen before. */
  readonly onTaken: () => void
}

/** Time for the connection of a node that was killed to end. */
const patienceMs = 2_000
const retryMs = 100

/** Holds the right to write: takes the ledger over at the start, and again whenever the connection was lost. */
export class LedgerKeeper {
  readonly #options: KeeperOptions
  readonly #stopping = new AbortController()
  #owner: Ownership | undefined
  #keeping: Promise<void> = Promise.resolve()

  constructor(options: KeeperOptions) {
    this.#options = options
  }

  /** Of the right to write that this node had last. */
  get epoch(): number | undefined {
    return this.#owner?.epoch
  }

  /** Throws DECKLOG_LEDGER_IN_USE when another node keeps the ledger. */
  async start(): Promise<void> {
    const untilMs = Date.now() + patienceMs
    await this.#take(error => isInUse(error) && Date.now() < untilMs)
    this.#keeping = this.#keep()
  }

  /** Lets the writer finish and gives the ledger up. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#options.writer.drain()
    await this.#owner?.release()
    await this.#keeping
  }

  async #keep(): Promise<void> {
    const { log, writer } = this.#options
    for (;;) {
      await this.#owner?.lost
      if (this.#stopping.signal.aborted) return
      writer.lose()
      log.warn('The ledger node has lost its connection to Postgres')
      await this.#take(() => true)
      if (this.#stopping.signal.aborted) return
      log.info('The ledger node writes again')
    }
  }

  /** Tries until it has the ledger, is stopped, or fails in a way that `mayPass` does not expect to pass. */
  async #take(mayPass: (error: unknown) => boolean): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#takeOnce()
        return
      } catch (error) {
        if (!mayPass(error)) throw error
        this.#options.log.debug({ err: error }, 'The ledger cannot be taken over yet')
        await delay(retryMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined)
      }
    }
  }

  async #takeOnce(): Promise<void> {
    const { databaseUrl, writer, onTaken } = this.#options
    const owner = await takeOwnership(databaseUrl, this.#owner)
    this.#owner = owner
    await writer.open(owner)
    onTaken()
  }
}

function isInUse(error: unknown): boolean {
  return error instanceof NodeError && error.code === 'DECKLOG_LEDGER_IN_USE'
}
