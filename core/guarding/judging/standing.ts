import { gapIntervals, secondsBetween } from './dwell.ts'
import type { Standing } from './hysteresis.ts'
import { blocks, type Level, type Severity } from '../levels.ts'

/** What is known of a subject, as a row of its owner's read model tells it; null is what has not happened. */
export interface RecordedSubject {
  readonly severity: Severity | null
  readonly held_severity: Level | null
  readonly sampled_at: Date | null
  readonly failed_at: Date | null
  readonly interval_seconds: number | null
  readonly failure?: string | null
  readonly forgotten_at?: Date | null
}

const GONE_AFTER_SECONDS = 7 * 86_400

/** When a subject was last observed, successfully or not. */
export function lastObservedAt(subject: RecordedSubject): Date | null {
  return isFailing(subject) ? subject.failed_at : subject.sampled_at
}

/** Tells whether the last reading of a subject failed. */
export function isFailing({
  sampled_at,
  failed_at,
}: Pick<RecordedSubject, 'sampled_at' | 'failed_at'>): boolean {
  return failed_at !== null && (sampled_at === null || failed_at > sampled_at)
}

/** Tells whether a subject has not been observed for longer than its guard waits between two readings. */
export function isSilent(subject: RecordedSubject, now: Date): boolean {
  return silentSeconds(subject, now) > patience(subject)
}

/** Tells whether a subject is there: it is being read, or was until a moment ago and is only failing. */
export function isThere(subject: RecordedSubject, now: Date): boolean {
  const { sampled_at: at, interval_seconds } = subject
  return at ? secondsBetween(at, now) <= patience({ interval_seconds }) : false
}

/** How a subject stands at `now`: as recorded, or `unknown` when its guard has fallen silent. What it held it still holds. */
export function standingAt(subject: RecordedSubject, now: Date): Standing {
  const held = subject.held_severity ?? 'ok'
  const severity = isSilent(subject, now) ? 'unknown' : subject.severity
  return { severity: severity ?? 'unknown', held }
}

/** Tells whether a subject was forgotten, and nothing but its `absence`, a failure of that name, has been observed since. */
export function isForgotten(
  { forgotten_at: at, ...subject }: Omit<RecordedSubject, 'severity' | 'held_severity'>,
  absence?: string,
): boolean {
  if (!at) return false
  const { sampled_at, failed_at, failure } = subject
  const isAbsence = absence !== undefined && failure === absence
  const isFailingAnew = failed_at !== null && failed_at > at && !isAbsence
  return !isFailingAnew && (sampled_at === null || sampled_at <= at)
}

/** Tells whether a subject was forgotten, or has been gone for so long, holding no block, that nobody need be warned of it. */
export function isGone(subject: RecordedSubject, now: Date, absence?: string): boolean {
  if (isForgotten(subject, absence)) return true
  return silentSeconds(subject, now) > GONE_AFTER_SECONDS && !blocks(subject.held_severity ?? 'ok')
}

function silentSeconds(subject: RecordedSubject, now: Date): number {
  const at = lastObservedAt(subject)
  return at ? secondsBetween(at, now) : Infinity
}

/** So many seconds a subject may go unread: a little longer than two intervals, for the way from the reading to the row. */
export function patience({ interval_seconds }: Pick<RecordedSubject, 'interval_seconds'>): number {
  return gapIntervals * (interval_seconds ?? 0) + 10
}
