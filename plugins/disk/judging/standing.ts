import { secondsBetween } from './dwell.ts'
import type { FailedRead } from '../sample-events.ts'
import type { Standing } from './hysteresis.ts'
import { reaches, type Level, type Severity } from '../severity.ts'

/** What is known of a disk, as a row of `disk-status` tells it. */
export interface RecordedDisk {
  /** Null while nothing has been recorded. */
  readonly severity: Severity | null
  readonly held_severity: Level | null
  readonly sampled_at: Date | null
  readonly failed_at: Date | null
  readonly interval_seconds: number | null
  readonly failure?: FailedRead['failure'] | null
  readonly forgotten_at?: Date | null
}

/** Whether a disk can be read, and why it cannot. */
export const diskStates = [
  'read',
  'hanging',
  'unreadable',
  'covered',
  'gone',
  'silent',
  'unwatched',
] as const

export type DiskState = (typeof diskStates)[number]

const statesOfFailures = {
  not_mounted: 'gone',
  covered: 'covered',
  timed_out: 'hanging',
  unreadable: 'unreadable',
} as const satisfies Readonly<Record<FailedRead['failure'], DiskState>>

/** Tells whether a disk can be read at `now`, and why it cannot. */
export function stateAt(disk: RecordedDisk, now: Date): DiskState {
  if (isFailing(disk)) return statesOfFailures[disk.failure ?? 'unreadable']
  return isSilent(disk, now) ? 'silent' : 'read'
}

/** Tells whether a disk was forgotten, and nothing but its absence has been observed since. */
export function isForgotten({ forgotten_at: at, ...disk }: RecordedDisk): boolean {
  if (!at) return false
  const { sampled_at, failed_at, failure } = disk
  const isFailingAnew = failed_at !== null && failed_at > at && failure !== 'not_mounted'
  return !isFailingAnew && (sampled_at === null || sampled_at <= at)
}

/** So many intervals without an observation, and what is recorded is no longer known to be true. */
const STALE_INTERVALS = 2
const GONE_AFTER_SECONDS = 7 * 86_400

/** When a disk was last observed, successfully or not. */
export function lastObservedAt(disk: RecordedDisk): Date | null {
  return isFailing(disk) ? disk.failed_at : disk.sampled_at
}

/** Tells whether the last reading of a disk failed. */
export function isFailing({ sampled_at, failed_at }: RecordedDisk): boolean {
  return failed_at !== null && (sampled_at === null || failed_at > sampled_at)
}

/** Tells whether a disk is there: it is being read, or was until a moment ago and is only failing. What is gone or covered is not. */
export function isThere(disk: RecordedDisk, now: Date): boolean {
  const state = stateAt(disk, now)
  if (state !== 'hanging' && state !== 'unreadable') return state === 'read'
  return disk.sampled_at !== null && secondsBetween(disk.sampled_at, now) <= patience(disk)
}

/** How a disk stands at `now`: as recorded, or `unknown` when its guard has fallen silent. What it held it still holds. */
export function standingAt(disk: RecordedDisk, now: Date): Standing {
  const held = disk.held_severity ?? 'ok'
  const severity = isSilent(disk, now) ? 'unknown' : disk.severity
  return { severity: severity ?? 'unknown', held }
}

/** Tells whether a disk was forgotten, or has been gone for so long, holding no block, that nobody need be warned of it. */
export function isGone(disk: RecordedDisk, now: Date): boolean {
  if (isForgotten(disk)) return true
  return silentSeconds(disk, now) > GONE_AFTER_SECONDS && !blocks(disk.held_severity ?? 'ok')
}

/** Tells whether a level blocks what depends on the disk. */
export function blocks(level: Level): boolean {
  return reaches(level, 'critical')
}

function isSilent(disk: RecordedDisk, now: Date): boolean {
  return silentSeconds(disk, now) > patience(disk)
}

function silentSeconds(disk: RecordedDisk, now: Date): number {
  const at = lastObservedAt(disk)
  return at ? secondsBetween(at, now) : Infinity
}

// A little longer than two intervals, for the way from the reading to the row.
function patience({ interval_seconds }: RecordedDisk): number {
  return STALE_INTERVALS * (interval_seconds ?? 0) + 10
}
