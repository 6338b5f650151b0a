import type { NoticeRow } from './notice.ts'

/** Notices of one cause that one webhook is to be told of now, oldest first. */
export interface DueMessage {
  readonly webhook: string
  readonly group: string
  readonly notices: readonly NoticeRow[]
  /** The number of the attempt, from 1. */
  readonly attempt: number
}

/** No message has more; the rest is the next. */
const mostNotices = 100

/**
 * Tells which messages are due: of every webhook and cause those that wait, once the oldest has been collected for long enough
 * and no attempt before it asks for patience.
 */
export function planMessages(
  rows: readonly NoticeRow[],
  { now, collectMs }: { readonly now: Date; readonly collectMs: number },
): readonly DueMessage[] {
  return [...waiting(rows).values()].flatMap(({ webhook, notices }) => {
    const oldest = notices[0]
    if (!oldest) return []
    const tellings = notices.map(({ tellings }) => tellings[webhook])
    const retryAtMs = Math.max(...tellings.map(telling => telling?.retryAtMs ?? 0))
    const readyMs = Math.max(retryAtMs, oldest.recorded_at.getTime() + collectMs)
    if (now.getTime() < readyMs) return []
    const attempt = 1 + Math.max(...tellings.map(telling => telling?.attempts ?? 0))
    return [{ webhook, group: oldest.cause_group, notices, attempt }]
  })
}

interface Waiting {
  readonly webhook: string
  readonly notices: NoticeRow[]
}

function waiting(rows: readonly NoticeRow[]): ReadonlyMap<string, Waiting> {
  const groups = new Map<string, Waiting>()
  for (const row of [...rows].sort((a, b) => a.position - b.position)) {
    for (const [webhook, { state }] of Object.entries(row.tellings)) {
      if (state !== 'pending') continue
      const key = `${webhook} ${row.cause_group}`
      const group = groups.get(key) ?? { webhook, notices: [] }
      if (group.notices.length < mostNotices) group.notices.push(row)
      groups.set(key, group)
    }
  }
  return groups
}
