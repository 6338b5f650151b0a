import { isDecklogError } from '../../core/errors.ts'
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
  /** All rows of a projection at a position, by key; asked again, as users do, while they are made ready. */
  rowsAt(projection: string, position: bigint): Promise<ReadonlyMap<string, object>>
}

interface PastRow {
  readonly _key: string
  readonly _position: number
}

/** Opens the past of a read side; it closes with the test. */
export function openPastOf(t: Teardown, side: ReadSide, limits: PastLimits = {}): SidePast {
  const past = openSidePast({ side, ledger: side.ledger, log: silentLog, ...limits })
  t.teardown(() => past.keeper.stop())
  return {
    ...past,
    async rowsAt(projection, position) {
      const ask = (): Promise<readonly PastRow[]> => {
        const { host } = past.at(position)
        return host.query<PastRow>(`select * from ${host.view(projection)}`)
      }
      for (;;)
        try {
          const rows = await ask()
          return new Map(rows.map(({ _key, _position, ...row }) => [_key, row]))
        } catch (error) {
          if (!isDecklogError(error, 'DECKLOG_PAST_PREPARING')) throw error
        }
    },
  }
}
