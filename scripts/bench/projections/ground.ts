import { pino } from 'pino'
import { createLedger } from '../../../core/ledger/eventstoredb.ts'
import type { Ledger } from '../../../core/ledger/ledger.ts'
import type { Projection } from '../../../core/projection.ts'
import { openStage } from '../open-stage.ts'
import { openReadSide, type ReadSide } from '../read-side.ts'
import { createBenchModel, type BenchModel } from './bench-model.ts'

const log = pino({ level: 'error' })
const waitMs = 300_000

/** Where the projections are measured: a ledger, a database, and the events of the run. */
export interface Ground {
  readonly ledger: Ledger
  readonly ledgerUrl: string
  readonly databaseUrl: string
  readonly model: BenchModel
  /** How many events a replay reads. */
  readonly events: number
  readonly rounds: number
}

/** What a run is asked to measure. */
export interface GroundOptions {
  readonly events: number
  readonly rounds: number
  readonly url?: string | undefined
  readonly database?: string | undefined
}

/** Opens a ground for as long as `work` runs. */
export async function withGround(
  { events, rounds, ...named }: GroundOptions,
  work: (ground: Ground) => Promise<void>,
): Promise<void> {
  const stage = await openStage(named)
  const ledger = createLedger({ url: stage.ledgerUrl, log })
  const model = createBenchModel({ hosts: 500, sensors: 100_000 })
  try {
    await work({ ...stage, ledger, model, events, rounds })
  } finally {
    await ledger.close()
    await stage.close()
  }
}

/** Starts projections on a ground for as long as `work` runs. */
export async function withReadSide(
  { ledger, databaseUrl, model }: Ground,
  projections: readonly Projection[],
  work: (side: ReadSide) => Promise<void>,
): Promise<void> {
  const side = openReadSide({ ledger, databaseUrl, sources: [model.source], projections, log })
  try {
    await side.start()
    await work(side)
  } finally {
    await side.stop()
  }
}

/** Waits until projections have come to a position. */
export async function passed(
  { board }: Pick<ReadSide, 'board'>,
  names: readonly string[],
  position: bigint,
): Promise<void> {
  if (await board.waitFor(names, position, waitMs)) return
  throw new Error(`${names.join(', ')} did not come to ${position}`)
}
