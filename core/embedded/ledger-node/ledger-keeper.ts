import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { isDecklogError } from '../../errors.ts'
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
  #watch: Promise<void> = Promise.resolve()

  constructor(options: KeeperOptions) {
    this.#options = options
  }

  /** Throws DECKLOG_LEDGER_IN_USE when another node keeps the ledger. */
  async start(): Promise<void> {
    await this.#take(Date.now() + patienceMs)
    this.#watch = this.#keep()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#options.writer.drain()
    await this.#owner?.release()
    await this.#watch
  }

  async #keep(): Promise<void> {
    const { log, writer } = this.#options
    while (!this.#stopping.signal.aborted) {
      await this.#owner?.lost
      if (this.#stopping.signal.aborted) return
      writer.lose()
      log.warn('The ledger node has lost its connection to Postgres')
      await this.#take(Infinity).catch(() => undefined)
      log.info('The ledger node writes again')
    }
  }

  async #take(untilMs: number): Promise<void> {
    const { databaseUrl, writer, onTaken, log } = this.#options
    for (;;) {
      try {
        const owner = await takeOwnership(databaseUrl)
        this.#owner = owner
        await writer.open(owner)
        onTaken()
        return
      } catch (error) {
        const mayPass = isDecklogError(error, 'DECKLOG_LEDGER_IN_USE') || untilMs === Infinity
        if (!mayPass || Date.now() >= untilMs) throw error
        log.debug({ err: error }, 'The ledger cannot be taken over yet')
        await delay(retryMs, undefined, { signal: this.#stopping.signal })
      }
    }
  }
}
