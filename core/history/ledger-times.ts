import type { Database } from '../../postgres/database.ts'
import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import { barrierType, type Barrier } from '../ledger/barrier.ts'
import type { Ledger, StoredEvent } from '../ledger/ledger.ts'
import { isOtherLedger } from '../ledger/same-ledger.ts'
import type { Logger } from 'pino'
import type { HeldLease, Leases } from '../leases/leases.ts'
import { inBackground, loopUntil } from '../timing/loop-until.ts'
import {
  forgetTimes,
  loadProgress,
  noteTimes,
  type Moment,
  type Progress,
} from './ledger-times-store.ts'

const rowEveryMs = 60_000
const canaryEveryMs = 30_000
const leadAgainMs = 1_000
const writeAfter = 20_000
const newestLooked = 20

interface LedgerTimesParts {
  readonly database: Database
  readonly ledger: Pick<Ledger, 'read' | 'readAll' | 'head'>
  readonly barrier: Barrier
  readonly leases: Leases
  readonly clock: Clock
  readonly log: Logger
}

/** Keeps, a row a minute, at which position of the ledger which time was recorded. */
export interface LedgerTimes {
  start(): void
  stop(): Promise<void>
}

/** Creates what keeps it: one leader looks through what nobody has looked through, and takes its canary from then on. */
export function createLedgerTimes(parts: LedgerTimesParts): LedgerTimes {
  const { leases, clock, log } = parts

  async function lead(signal: AbortSignal): Promise<void> {
    try {
      await leases.lead('ledger-times', lease => keep(parts, lease), signal)
    } catch (error) {
      log.debug({ reason: messageOf(error) }, 'The times of the ledger cannot be kept now')
    }
  }

  return inBackground(clock, leadAgainMs, lead)
}

async function keep(parts: LedgerTimesParts, lease: HeldLease): Promise<void> {
  const { database, ledger, barrier, clock } = parts
  let known = await loadProgress(database, lease)
  if (await isOfAnother(parts, known)) known = await forgetTimes(database, lease)
  const times = new Times(known.newest)
  await lookThrough(parts, lease, { from: known.position, times })
  await loopUntil(lease.signal, clock, canaryEveryMs, async () => {
    await barrier.raise('canary')
    const newest = { direction: 'backwards', limit: 1 } as const
    for await (const canary of ledger.read(barrier.stream, newest)) {
      times.see(canary)
      const last = await newestOwn(ledger)
      await noteTimes(database, lease, { moments: times.take(), position: canary.position, last })
    }
  })
}

/** The newest event that lasts: barriers do not. */
async function newestOwn(ledger: Pick<Ledger, 'readAll'>): Promise<StoredEvent | undefined> {
  for await (const event of ledger.readAll({ direction: 'backwards', limit: newestLooked }))
    if (event.type !== barrierType) return event
  return undefined
}

/** Tells whether what is known is of another ledger, as after an older backup was restored. */
async function isOfAnother(
  { ledger, barrier }: LedgerTimesParts,
  { position, last }: Progress,
): Promise<boolean> {
  if (last && (await isOtherLedger(ledger, last, position))) return true
  return position > (await ledger.head()) && position > (await barrier.raise())
}

async function lookThrough(
  { database, ledger, log }: LedgerTimesParts,
  lease: HeldLease,
  { from, times }: { readonly from: bigint; readonly times: Times },
): Promise<void> {
  let looked = 0
  let last: StoredEvent | undefined
  let position = from
  const write = async (): Promise<void> =>
    noteTimes(database, lease, { moments: times.take(), position, last })
  const start = from === 0n ? {} : ({ from, first: 'left out' } as const)
  for await (const event of ledger.readAll({ ...start, signal: lease.signal })) {
    times.see(event)
    position = event.position
    if (event.type !== barrierType) last = event
    looked += 1
    if (looked % writeAfter === 0) await write()
  }
  await write()
  if (looked > writeAfter)
    log.info({ events: looked }, 'The ledger was looked through for its times')
}

/** Picks an event a minute, and the first after the clock was set back. */
class Times {
  #newest: Moment | undefined
  #taken: Moment[] = []

  constructor(newest: Moment | undefined) {
    this.#newest = newest
  }

  see({ position, recordedAt }: StoredEvent): void {
    const sinceMs = this.#newest && recordedAt.getTime() - this.#newest.recordedAt.getTime()
    if (sinceMs !== undefined && sinceMs >= 0 && sinceMs < rowEveryMs) return
    this.#newest = { position, recordedAt }
    this.#taken.push(this.#newest)
  }

  take(): readonly Moment[] {
    return this.#taken.splice(0)
  }
}
