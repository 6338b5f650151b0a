import type { Logger } from 'pino'
import type { Database } from '../../postgres/database.ts'
import type { Clock } from '../clock.ts'
import { DecklogError, isDecklogError, messageOf } from '../errors.ts'
import { loopUntil } from '../timing/loop-until.ts'
import {
  assertLease,
  type HeldLease,
  type LeaseEpoch,
  type Leases,
  leaseSeconds,
  releaseLease,
  renewLeases,
  takeLeases,
} from './leases.ts'

const takeEveryMs = 1_000
const renewEveryMs = 2_000
// Given up a little before others may take it, so that work outside Postgres does not overlap either.
const trustedForMs = leaseSeconds * 1_000 - 500

interface LeasesOptions {
  readonly database: Database
  /** Unique among running processes. One that stays the same over a restart takes its own leases back at once. */
  readonly holder: string
  readonly clock: Clock
  readonly log: Logger
}

interface Holding extends LeaseEpoch {
  readonly lost: AbortController
  renewedMs: number
}

/** Creates the leases of a process: one statement takes, and one renews, all that it wants and holds. */
export function createLeases(options: LeasesOptions): Leases {
  return new LeaseKeeper(options)
}

class LeaseKeeper implements Leases {
  readonly #options: LeasesOptions
  readonly #waiting = new Map<string, (holding: Holding) => void>()
  readonly #held = new Map<string, Holding>()
  #leading = 0
  #taking: Promise<void> = Promise.resolve()
  #stop = new AbortController()

  constructor(options: LeasesOptions) {
    this.#options = options
  }

  async lead(
    name: string,
    work: (lease: HeldLease) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    this.#begin()
    try {
      for (let ended = false; !ended && !signal.aborted;) {
        const holding = await this.#win(name, signal)
        if (holding) ended = await this.#hold(holding, work, signal)
      }
    } finally {
      this.#end()
    }
  }

  #begin(): void {
    this.#leading += 1
    if (this.#leading > 1) return
    const { clock } = this.#options
    this.#stop = new AbortController()
    const stopped = this.#stop.signal
    void loopUntil(stopped, clock, renewEveryMs, () => this.#quietly(() => this.#renew()))
    void loopUntil(stopped, clock, takeEveryMs, () => this.#take())
  }

  #end(): void {
    this.#leading -= 1
    if (this.#leading === 0) this.#stop.abort()
  }

  /** Waits for the lease; undefined when `signal` aborted first. */
  async #win(name: string, signal: AbortSignal): Promise<Holding | undefined> {
    if (this.#waiting.has(name) || this.#held.has(name))
      throw new DecklogError('DECKLOG_INTERNAL', `This process already asks to lead ${name}`)
    // Those who ask in one turn are asked for together, at once instead of at the next round.
    queueMicrotask(() => void this.#take())
    return new Promise(resolve => {
      const abandon = (): void => {
        this.#waiting.delete(name)
        resolve(undefined)
      }
      signal.addEventListener('abort', abandon, { once: true })
      this.#waiting.set(name, holding => {
        signal.removeEventListener('abort', abandon)
        this.#waiting.delete(name)
        this.#held.set(name, holding)
        resolve(holding)
      })
    })
  }

  /** Runs the work; true when there is no more to lead. */
  async #hold(
    holding: Holding,
    work: (lease: HeldLease) => Promise<void>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { log, database } = this.#options
    log.debug({ lease: holding.name, epoch: String(holding.epoch) }, 'Leads')
    void this.#watch(holding)
    try {
      await work(this.#leaseOf(holding, signal))
      return !holding.lost.signal.aborted
    } catch (error) {
      const lost = isDecklogError(error, 'DECKLOG_LEASE_LOST') || holding.lost.signal.aborted
      if (!lost && !signal.aborted) throw error
      log.debug({ lease: holding.name, err: error }, 'Leads no longer')
      return false
    } finally {
      this.#held.delete(holding.name)
      holding.lost.abort()
      await this.#quietly(() => releaseLease(database, holding))
    }
  }

  #leaseOf(holding: Holding, signal: AbortSignal): HeldLease {
    const { name, epoch } = holding
    return {
      name,
      epoch,
      signal: AbortSignal.any([signal, holding.lost.signal]),
      async assert(client) {
        if (await assertLease(client, holding)) return
        holding.lost.abort()
        throw new DecklogError('DECKLOG_LEASE_LOST', `Another process leads ${name}`)
      },
    }
  }

  async #watch(holding: Holding): Promise<void> {
    const { clock, log } = this.#options
    const { signal } = holding.lost
    while (!signal.aborted) {
      const leftMs = holding.renewedMs + trustedForMs - clock.monotonicMs()
      if (leftMs > 0) {
        await clock.delay(leftMs, signal).catch(() => undefined)
      } else {
        log.warn({ lease: holding.name }, 'A lease could not be renewed in time')
        holding.lost.abort()
      }
    }
  }

  // One at a time: a second statement would take what the first has just taken, under a new epoch.
  #take(): Promise<void> {
    this.#taking = this.#taking.then(() => this.#quietly(() => this.#takeNow()))
    return this.#taking
  }

  async #takeNow(): Promise<void> {
    const { database, holder, clock } = this.#options
    const names = [...this.#waiting.keys()].filter(name => !this.#held.has(name))
    if (names.length === 0) return
    const renewedMs = clock.monotonicMs()
    for (const lease of await takeLeases(database, holder, names)) {
      const win = this.#waiting.get(lease.name)
      if (win) win({ ...lease, lost: new AbortController(), renewedMs })
      else await releaseLease(database, lease)
    }
  }

  async #renew(): Promise<void> {
    const asked = [...this.#held.values()]
    if (asked.length === 0) return
    const renewedMs = this.#options.clock.monotonicMs()
    const ours = await renewLeases(this.#options.database, asked)
    for (const holding of asked) {
      if (ours.some(({ name, epoch }) => name === holding.name && epoch === holding.epoch))
        holding.renewedMs = renewedMs
      else holding.lost.abort()
    }
  }

  async #quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#options.log.debug({ reason: messageOf(error) }, 'Leases cannot be kept for the moment')
    }
  }
}
