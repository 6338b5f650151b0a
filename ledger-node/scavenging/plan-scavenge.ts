import { tombstoneRevision } from '../wire/numbers.ts'
import { firstVisible, type StreamLimits } from '../storing/stream-limits.ts'

/** A stream as far as it matters what may be removed of it. */
export interface ScavengedStream {
  /** Revision of its last event. */
  readonly last: number
  readonly limits: StreamLimits
  /** `nothing`: the metadata of a tombstoned stream, which says nothing any more. */
  readonly keeps: 'last event' | 'nothing'
}

/** A row without its body. */
export interface RowHead {
  readonly streamId: number
  readonly position: number
  readonly revision: number
  readonly events: number
  readonly recordedAtMs: number
  readonly bytes: number
}

/** What is to be removed of one stream: rows as a whole, and of one row the oldest events. */
export interface ScavengePlan {
  readonly remove: readonly RowHead[]
  readonly trim: { readonly row: RowHead; readonly keep: number } | undefined
  /** The first revision that stays. */
  readonly keptFrom: number
}

/** Younger events stay, so that the retry of an append whose outcome was lost finds its ids. */
const graceMs = 60_000

/**
 * Plans what of a stream is to leave the disk, given its oldest rows in order. Only the oldest go: what stays is without gaps.
 * The last event stays, as it holds the stream's revision.
 */
export function planScavenge(
  { last, limits, keeps }: ScavengedStream,
  rows: readonly RowHead[],
  nowMs: number,
): ScavengePlan | undefined {
  const end = keeps === 'nothing' ? tombstoneRevision : last
  const hiddenBefore = keeps === 'nothing' ? end : Math.min(firstVisible(limits, last), end)
  const notBeforeMs = nowMs - (limits.maxAgeMs ?? Infinity)
  const remove: RowHead[] = []
  for (const row of rows) {
    if (row.recordedAtMs > nowMs - graceMs) break
    const keepFrom = row.recordedAtMs < notBeforeMs ? end : hiddenBefore
    if (row.revision >= keepFrom) {
      const keep = row.revision - keepFrom + 1
      if (keep < row.events) return { remove, trim: { row, keep }, keptFrom: keepFrom }
      break
    }
    remove.push(row)
  }
  const newest = remove.at(-1)
  return newest && { remove, trim: undefined, keptFrom: newest.revision + 1 }
}
