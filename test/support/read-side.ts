import { randomUUID } from 'node:crypto'
import { systemClock } from '../../core/clock.ts'
import type { EventSource } from '../../core/events/event-catalog.ts'
import { isDecklogError } from '../../core/errors.ts'
import { createLedger } from '../../core/ledger/eventstoredb.ts'
import type { Ledger } from '../../core/ledger/ledger.ts'
import { createReadHost } from '../../core/projecting/create-read-host.ts'
import { createReadRows, type ReadRows } from '../../core/projecting/read-rows.ts'
import type { Projection } from '../../core/projection.ts'
import { coreMigrations } from '../../core/readmodel/core-migrations.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { Rows } from '../../core/readmodel/rows.ts'
import { migrate } from '../../postgres/migrate.ts'
import { openReadSide, type ReadSide as OpenReadSide } from '../../scripts/bench/read-side.ts'
import { createTestLedgerUrl } from './ledger.ts'
import { createTestDatabase, type Teardown } from './postgres.ts'
import { createProbe, type Probe } from './probe.ts'
import { silentLog } from './silent-log.ts'
import { until } from './until.ts'

/** One Decklog process' worth of the read side, without the process, with a ledger of its own. */
export interface ReadSide extends OpenReadSide {
  readonly ledger: Ledger
  readonly host: ReadHost
  /** As `host.rows`, but it waits for what is behind as long as a busy machine needs. */
  readonly rows: ReadRows
  /** As `host.rows`, in its time. */
  readonly rowsInTime: ReadRows
  /** Appends readings of one sensor. */
  measure(sensor: string, readings: readonly number[], note?: string): Promise<bigint>
}

/** Where a read side works, and on what. */
export interface Ground {
  readonly ledgerUrl: string
  readonly databaseUrl: string
  readonly probe: Probe
}

/** Prepares a ledger and a migrated database for read sides of one probe. */
export async function prepareReadSide(t: Teardown, probe = createProbe()): Promise<Ground> {
  const databaseUrl = await createTestDatabase(t, 'core')
  await migrate(databaseUrl, coreMigrations, { log: silentLog })
  return { databaseUrl, ledgerUrl: await createTestLedgerUrl(t), probe }
}

/** Waits until a read side has passed a barrier of now. */
export async function waitLive(side: ReadSide, { probe }: Ground): Promise<void> {
  const { name } = probe.projection
  await until(`${name} is at the head`, async () =>
    side.board.waitFor([name], await side.barrier.raise(), 2_000),
  )
}

interface ReadSideOptions extends Ground {
  /** Default: the probe's. */
  readonly projections?: readonly Projection[]
  /** Who else declares events, beside the probe. */
  readonly sources?: readonly EventSource[]
}

/** Composes a read side on a migrated database; it stops with the test. */
export function createReadSide(t: Teardown, options: ReadSideOptions): ReadSide {
  const { ledgerUrl, databaseUrl, probe } = options
  const sources = [probe.source, ...(options.sources ?? [])]
  const projections = options.projections ?? [probe.projection]
  const log = silentLog
  const clock = systemClock
  const ledger = createLedger({ url: ledgerUrl, log })
  const side = openReadSide({ ledger, databaseUrl, sources, projections, log })
  const { database, board, barrier } = side
  const host = createReadHost({ database, board, clock, machine: { name: 'test', root: '/' } })
  const rowsInTime = createReadRows({ database, board, barrier, ledger, host, clock })
  let stopped: Promise<void> | undefined

  const stop = async (): Promise<void> => {
    await side.stop()
    await ledger.close()
  }
  t.teardown(() => (stopped ??= stop()))

  return {
    ...{ ...side, ledger, host },
    rowsInTime,
    rows: patient(rowsInTime),
    async measure(sensor, readings, note) {
      const events = readings.map(reading => ({
        id: randomUUID(),
        type: probe.type,
        data: { sensor, reading, ...(note === undefined ? {} : { note }) },
        metadata: { schemaVersion: '1', receivedAt: clock.now().toISOString() },
      }))
      return (await ledger.append(probe.streamOf(sensor), events)).position
    },
    stop: () => (stopped ??= stop()),
  }
}

function patient(rows: ReadRows): ReadRows {
  return async (name, query) => {
    let read: Rows | undefined
    await until(`${name} is current`, async () => {
      read = await rows(name, query).catch((error: unknown) => {
        if (isDecklogError(error, 'DECKLOG_PROJECTION_BEHIND')) return undefined
        throw error
      })
      return read !== undefined
    })
    if (read === undefined) throw new Error(`${name} has no answer`)
    return read
  }
}

/** Composes a read side and starts it; it has then passed what the ledger held. */
export async function startReadSide(t: Teardown, options: ReadSideOptions): Promise<ReadSide> {
  const side = createReadSide(t, options)
  await side.start()
  const names = side.board.status().map(({ name }) => name)
  await until(`${names.join(', ')} are at the head`, async () =>
    side.board.waitFor(names, await side.barrier.raise(), 2_000),
  )
  return side
}
