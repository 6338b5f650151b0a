import {
  openSidePast,
  type PastLimits,
  type SidePast as OpenSidePast,
} from '../../scripts/bench/as-of/side-past.ts'
import type { Teardown } from './postgres.ts'
import type { ReadSide } from './read-side.ts'
import { silentLog } from './silent-log.ts'

/** The past of a read side, as one process has it. */
export interface SidePast extends OpenSidePast {
  /** All rows of a projection at a position, by key. */
  rowsAt(projection: string, position: bigint): Promise<ReadonlyMap<string, object>>
}

/** Opens the past of a read side; it closes with the test. */
export function openPastOf(t: Teardown, side: ReadSide, limits: PastLimits = {}): SidePast {
  const past = openSidePast({ side, ledger: side.ledger, log: silentLog, ...limits })
  t.teardown(() => past.keeper.stop())
  return {
    ...past,
    async rowsAt(projection, position) {
      const { host } = past.at(position)
      const rows = await host.query<{ _key: string; _position: number }>(
        `select * from ${host.view(projection)}`,
      )
      return new Map(rows.map(({ _key, _position, ...row }) => [_key, row]))
    },
  }
}
