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
    const readyMs = Math.max(retryAtMs, collectedMs(notices, collectMs))
    if (now.getTime() < readyMs) return []
    const attempt = 1 + Math.max(...notices.map(({ attempts }) => attempts))
    return [{ group, notices, attempt }]
  })
}

/** More of one cause than this is a storm: it is waited for as long as more keeps coming, but no longer than so many times as else. */
export const mostAtOnce = 20
const longestWait = 6

function collectedMs(notices: readonly TellingRow[], collectMs: number): number {
  const times = notices.map(({ recorded_at: at }) => at.getTime())
  const [oldestMs, newestMs] = [Math.min(...times), Math.max(...times)]
  if (notices.length <= mostAtOnce) return oldestMs + collectMs
  return Math.min(newestMs + collectMs, oldestMs + longestWait * collectMs)
}

/** More messages than these at once have a cause in common that nobody knows yet. */
const mostMessages = 5

/** Joins what is due at once into as few messages as hold it, where it is too much for a person to read one by one. */
export function joinStorm(messages: readonly DueMessage[], most: number): readonly DueMessage[] {
  if (messages.length <= mostMessages) return messages
  const joined: DueMessage[] = []
  for (const message of messages) {
    const last = joined.at(-1)
    if (!last || last.notices.length + message.notices.length > most) joined.push(message)
    else
      joined[joined.length - 1] = {
        group: last.group,
        notices: [...last.notices, ...message.notices],
        attempt: Math.max(last.attempt, message.attempt),
      }
  }
  return joined
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
