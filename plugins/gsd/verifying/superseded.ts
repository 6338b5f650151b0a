import type { Run } from '../run.ts'

interface Span {
  readonly startedAt?: unknown
  readonly finishedAt?: unknown
}

/**
 * Tells whether the run rests on a verification that is newer than another: that began later, or began with it and ended later. Where
 * a start is not known the ends decide; of equals the one that is told last counts.
 */
export function isSuperseded({ verified, releaseId }: Run, other: Span): boolean {
  if (verified === null || verified.releaseId !== releaseId) return false
  const began = momentOf(other.startedAt) - momentOf(verified.startedAt)
  const ended = momentOf(other.finishedAt) - momentOf(verified.finishedAt)
  return (began || ended || 0) < 0
}

function momentOf(text: unknown): number {
  return typeof text === 'string' ? Date.parse(text) : NaN
}
