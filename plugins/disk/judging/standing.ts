import {
  isFailing,
  isForgotten as isForgottenSubject,
  isGone as isGoneSubject,
  isSilent,
  isThere as isSubjectThere,
  type RecordedSubject,
} from '../../../core/plugin-api.ts'
import type { FailedRead } from '../sample-events.ts'

/** What is known of a disk, as a row of `disk-status` tells it. */
export interface RecordedDisk extends RecordedSubject {
  readonly failure?: FailedRead['failure'] | null
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

/** The failure that tells of nothing but that a disk is not there: it brings no forgotten one back. */
export const absence: FailedRead['failure'] = 'not_mounted'

/** Tells whether a disk can be read at `now`, and why it cannot. */
export function stateAt(disk: RecordedDisk, now: Date): DiskState {
  if (isFailing(disk)) return statesOfFailures[disk.failure ?? 'unreadable']
  return isSilent(disk, now) ? 'silent' : 'read'
}

/** Tells whether a disk was forgotten, and nothing but its absence has been observed since. */
export function isForgotten(disk: Parameters<typeof isForgottenSubject>[0]): boolean {
  return isForgottenSubject(disk, absence)
}

/** Tells whether a disk was forgotten, or has been gone for so long, holding no block, that nobody need be warned of it. */
export function isGone(disk: RecordedDisk, now: Date): boolean {
  return isGoneSubject(disk, now, absence)
}

/** Tells whether a disk is there: it is being read, or was until a moment ago and is only failing. What is gone or covered is not. */
export function isThere(disk: RecordedDisk, now: Date): boolean {
  const state = stateAt(disk, now)
  return state !== 'gone' && state !== 'covered' && isSubjectThere(disk, now)
}
