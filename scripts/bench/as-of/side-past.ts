import { randomUUID } from 'node:crypto'
import {
  type Apart,
  createHistoryKeeper,
  type HistoryKeeper,
} from '../../../core/asof/history-keeper.ts'
import { createPastHost, type PastHost } from '../../../core/asof/past-host.ts'
import { createReadPast } from '../../../core/asof/past-rows.ts'
import { createStretches } from '../../../core/asof/stretches.ts'
import { systemClock } from '../../../core/clock.ts'
import type { Ledger } from '../../../core/ledger/ledger.ts'
import { createLeases } from '../../../core/leases/lease-keeper.ts'
import { createReadHost, readableModel } from '../../../core/projecting/create-read-host.ts'
import type { ReadModel } from '../../../core/readmodel/read-model.ts'
import type { Logger } from 'pino'
import type { ReadSide } from '../read-side.ts'

/** The past of a read side, as one process has it. */
export interface SidePast {
  readonly keeper: HistoryKeeper
  modelOf(projection: string): ReadModel
  /** A host whose read models stand at a position. */
  at(position: bigint): PastHost
}

/** What may be kept. */
export interface PastLimits {
  readonly maxBytes?: number
  readonly maxMemoryBytes?: number
  readonly apart?: Apart
}

interface SidePastOptions extends PastLimits {
  readonly side: Pick<ReadSide, 'database' | 'catalog' | 'board'>
  readonly ledger: Ledger
  readonly log: Logger
}

/** Opens the past of a read side; its keeper is to be stopped before the side. */
export function openSidePast({
  side: { database, catalog, board },
  ledger,
  log,
  maxBytes = 2_000_000_000,
  maxMemoryBytes = 64_000_000,
  apart,
}: SidePastOptions): SidePast {
  const clock = systemClock
  const leases = createLeases({ database, holder: randomUUID(), clock, log })
  const keeper = createHistoryKeeper({
    ...{ database, ledger, catalog, leases, log, maxBytes },
    ...(apart === undefined ? {} : { apart }),
  })
  const stretches = createStretches(ledger, maxMemoryBytes)
  const readPast = createReadPast({ database, catalog, stretches, keeper })
  const machine = { name: 'side', root: '/' }
  const present = createReadHost({ database, board, clock, machine })
  const modelOf = (name: string): ReadModel => readableModel(board, name)
  const never = new AbortController().signal
  return {
    keeper,
    modelOf,
    at: position =>
      createPastHost(
        { database, readPast, keeper, present, modelOf },
        { position, at: new Date() },
        never,
      ),
  }
}
