import type { TellingRow } from '../rows.ts'

/** Notices of one cause that a webhook is to be told of now, oldest first. */
export interface DueMessage {
  readonly group: string
  readonly notices: readonly TellingRow[]
  /** The number of the attempt, from 1. */
  readonly attempt: number
}

interface Planning {
  readonly now: Date
  readonly collectMs: number
  /** How many notices one message tells. */
  readonly most?: number
}

/**
 * Tells which messages to one webhook are due, oldest first: of every cause those that wait, once the oldest has been collected
 * for long enough and no attempt before it asks for patience; at most so many in one, the rest is the next.
 */
export function planMessages(
  rows: readonly TellingRow[],
  { now, collectMs, most = 100 }: Planning,
): readonly DueMessage[] {
  return [...byGroup(rows, most)].flatMap(([group, notices]) => {
    const oldest = notices[0]
    if (!oldest) return []
    const retryAtMs = Math.max(...notices.map(({ retry_at: at }) => at?.getTime() ?? 0))
    const readyMs = Math.max(retryAtMs, oldest.recorded_at.getTime() + collectMs)
    if (now.getTime() < readyMs) return []
    const attempt = 1 + Math.max(...notices.map(({ attempts }) => attempts))
    return [{ group, notices, attempt }]
  })
}

function byGroup(
  rows: readonly TellingRow[],
  most: number,
): ReadonlyMap<string, readonly TellingRow[]> {
  const groups = new Map<string, TellingRow[]>()
  for (const row of rows.toSorted((a, b) => a.position - b.position)) {
    const group = groups.get(row.cause_group) ?? []
    if (group.length < most) group.push(row)
    groups.set(row.cause_group, group)
  }
  return groups
}
