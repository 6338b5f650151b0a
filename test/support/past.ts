import { randomUUID } from 'node:crypto'
import { systemClock } from '../../core/clock.ts'
import { createHistoryKeeper, type HistoryKeeper } from '../../core/asof/history-keeper.ts'
import { createPastHost, type PastHost } from '../../core/asof/past-host.ts'
import { createReadPast } from '../../core/asof/past-rows.ts'
import { createStretches } from '../../core/asof/stretches.ts'
import { createLeases } from '../../core/leases/lease-keeper.ts'
import { readableModel } from '../../core/projecting/read-rows.ts'
import type { ReadModel } from '../../core/readmodel/read-model.ts'
import type { Teardown } from './postgres.ts'
import type { ReadSide } from './read-side.ts'
import { silentLog } from './silent-log.ts'

/** The past of a read side, as one process has it. */
export interface SidePast {
  readonly keeper: HistoryKeeper
  modelOf(projection: string): ReadModel
  at(position: bigint): PastHost
  /** All rows of a projection at a position, by key. */
  rowsAt(projection: string, position: bigint): Promise<ReadonlyMap<string, object>>
}

interface PastLimits {
  readonly maxBytes?: number
  readonly maxMemoryBytes?: number
}

/** Opens the past of a read side; it closes with the test. */
export function openSidePast(
  t: Teardown,
  side: ReadSide,
  { maxBytes = 1e9, maxMemoryBytes = 1e8 }: PastLimits = {},
): SidePast {
  const { database, ledger, catalog, board } = side
  const log = silentLog
  const leases = createLeases({ database, holder: randomUUID(), clock: systemClock, log })
  const keeper = createHistoryKeeper({ database, ledger, catalog, leases, log, maxBytes })
  t.teardown(() => keeper.stop())
  const stretches = createStretches(ledger, maxMemoryBytes)
  const readPast = createReadPast({ database, catalog, stretches, keeper })
  const modelOf = (name: string): ReadModel => readableModel(board, name)
  const at = (position: bigint): PastHost =>
    createPastHost(
      { database, readPast, keeper, present: side.host, modelOf },
      { position, at: new Date() },
      new AbortController().signal,
    )
  return {
    ...{ keeper, modelOf, at },
    async rowsAt(projection, position) {
      const { host } = at(position)
      const rows = await host.query<{ _key: string; _position: number }>(
        `select * from ${host.view(projection)}`,
      )
      return new Map(rows.map(({ _key, _position, ...row }) => [_key, row]))
    },
  }
}
