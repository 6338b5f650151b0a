import { createHoldKeeper, type HoldKeeper, type KeeperParts } from './hold-keeper.ts'
import { createHoldRecord, type HoldRecord, type RecordParts } from './hold-record.ts'

/** What a process knows of holds, and what it does for them. */
export interface Holding {
  readonly record: HoldRecord
  readonly keeper: HoldKeeper
}

/** Creates both for a process. */
export function createHolding(parts: RecordParts & Omit<KeeperParts, 'holds'>): Holding {
  const record = createHoldRecord(parts)
  return { record, keeper: createHoldKeeper({ ...parts, holds: record }) }
}
