/** How often a process that can receive says so. */
export const pulseEveryMs = 30_000

/** Where all processes say it; the stream keeps one event. */
export const pulseStream = 'receivingPulse-api'

/** Where it is recorded when none of them could. */
export const receivingStream = 'receiving-api'

/** A time in which no Decklog process could receive anything. */
export interface Gap {
  readonly from: Date
  readonly to: Date
}

/** What the read model `receiving` tells: when it was last confirmed that something could be received, and when it could not. */
export interface ReceivingRow {
  readonly confirmed_at: Date | null
  readonly gaps: readonly { readonly from: string; readonly to: string }[]
}

/** So long without a confirmation, and nothing could be received: two are missing. */
export const longestSilenceMs = 2 * pulseEveryMs

/**
 * The gaps before `now`, in order and apart from each other. One that has not ended yet, or has not been recorded yet, is
 * told by the last confirmation, so that nobody is judged by a silence that is ours.
 */
export function gapsUntil(row: ReceivingRow | undefined, now: Date): readonly Gap[] {
  if (!row) return []
  const recorded = row.gaps.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }))
  const silence = row.confirmed_at ? now.getTime() - row.confirmed_at.getTime() : 0
  const open =
    row.confirmed_at && silence > longestSilenceMs ? [{ from: row.confirmed_at, to: now }] : []
  return join([...recorded, ...open].filter(({ from }) => from < now))
}

/** When `durationMs` will have passed since `from`, without the gaps. */
export function timeAfter(from: Date, durationMs: number, gaps: readonly Gap[]): Date {
  let end = from.getTime() + durationMs
  for (const gap of gaps) {
    const lost = gap.to.getTime() - Math.max(gap.from.getTime(), from.getTime())
    if (lost > 0 && gap.from.getTime() < end) end += lost
  }
  return new Date(end)
}

function join(gaps: readonly Gap[]): readonly Gap[] {
  const joined: Gap[] = []
  for (const gap of gaps.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = joined.at(-1)
    if (!last || gap.from > last.to) joined.push(gap)
    else if (gap.to > last.to) joined.splice(-1, 1, { from: last.from, to: gap.to })
  }
  return joined
}
