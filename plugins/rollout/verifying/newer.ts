/** When a verification began and ended, and which it is. */
export interface Span {
  readonly id: string
  readonly startedAt: Date
  readonly finishedAt: Date
}

/**
 * Tells whether one verification is newer than another: it began later. What began earlier has seen an older state of its target,
 * however long it took. Of those that began together the later end counts, then the id, so that any order of reading ends the same.
 */
export function isNewer(one: Span, other: Span): boolean {
  const began = one.startedAt.getTime() - other.startedAt.getTime()
  const ended = one.finishedAt.getTime() - other.finishedAt.getTime()
  return (began || ended || (one.id > other.id ? 1 : -1)) > 0
}
