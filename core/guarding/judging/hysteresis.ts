import { type Dwell, secondsBetween, type TrackDwell } from './dwell.ts'
import { type Level, levels, type Pressure, pressures, reaches, type Severity } from '../levels.ts'

/** What is recorded of a subject: its severity, and the last level that was known. */
export interface Standing {
  readonly severity: Severity
  /** It holds while the severity is `unknown`. */
  readonly held: Level
}

/** Why a severity changes. */
export const changeReasons = [
  'limit_passed',
  'recovered',
  'reads_failed',
  'reads_succeeded',
] as const

/** Where a subject goes next, why, and since when that has been so. */
export interface Step extends Standing {
  readonly reason: (typeof changeReasons)[number]
  readonly becameTrueAt: Date
  /** The measure whose limit was passed; null of every other step. */
  readonly measure: string | null
}

/** So many reads must fail in a row before a subject is unknown. */
const FAILED_READS = 2

/**
 * Takes the step that a dwell calls for, null when it calls for none. Up: to the worst level whose limit any measure has passed
 * for its time. Down: to the worst level that not every measure has won back for its time. A subject whose reads fail becomes
 * unknown and keeps the level it held; the first reading that succeeds takes it back there.
 */
export function step(standing: Standing, dwell: Dwell<unknown>): Step | null {
  if (dwell.failedReads > 0) return stepIntoUnknown(standing, dwell)
  return stepUp(standing, dwell) ?? stepDown(standing, dwell) ?? stepOutOfUnknown(standing, dwell)
}

function stepIntoUnknown({ severity, held }: Standing, dwell: Dwell<unknown>): Step | null {
  if (severity === 'unknown' || dwell.failedReads < FAILED_READS) return null
  const becameTrueAt = dwell.failingSince ?? dwell.observedAt
  return { severity: 'unknown', held, reason: 'reads_failed', becameTrueAt, measure: null }
}

function stepUp({ held }: Standing, { tracks, observedAt }: Dwell<unknown>): Step | null {
  for (const level of pressures.toReversed()) {
    if (reaches(held, level)) return null
    const passed = tracks
      .flatMap(track => passedFor(track, level, observedAt))
      .reduce<Passed | undefined>(
        (first, one) => (first && first.at <= one.at ? first : one),
        undefined,
      )
    if (!passed) continue
    const { at: becameTrueAt, measure } = passed
    return { severity: level, held: level, reason: 'limit_passed', becameTrueAt, measure }
  }
  return null
}

interface Passed {
  readonly at: Date
  readonly measure: string
}

function passedFor(
  { measure, passedSince, enterAfterSeconds }: TrackDwell,
  level: Pressure,
  now: Date,
): readonly Passed[] {
  const at = passedSince[level]
  const enterAfter = enterAfterSeconds[level] ?? Infinity
  return at && secondsBetween(at, now) >= enterAfter ? [{ at, measure }] : []
}

function stepDown({ held }: Standing, dwell: Dwell<unknown>): Step | null {
  const since = wonBackSince(held, dwell)
  if (!since) return null
  const kept = levels.findLast(level => reaches(held, level) && !wonBackSince(level, dwell)) ?? 'ok'
  return { severity: kept, held: kept, reason: 'recovered', becameTrueAt: since, measure: null }
}

/** Since when every measure has won a level back, if each has for its time. */
function wonBackSince(level: Level, { tracks, observedAt }: Dwell<unknown>): Date | null {
  if (level === 'ok') return null
  let latest: Date | null = null
  for (const track of tracks) {
    const since = track.wonBackSince[level]
    if (!since || secondsBetween(since, observedAt) < track.leaveAfterSeconds) return null
    if (!latest || since > latest) latest = since
  }
  return latest
}

// What held nothing is ok only when all of it looks so: a limit that is passed already is still being waited for.
function stepOutOfUnknown(
  { severity, held }: Standing,
  { tracks, observedAt }: Dwell<unknown>,
): Step | null {
  if (severity !== 'unknown') return null
  const looksWell = tracks.length > 0 && tracks.every(({ observed }) => observed === 'ok')
  if (held === 'ok' && !looksWell) return null
  return {
    severity: held,
    held,
    reason: 'reads_succeeded',
    becameTrueAt: observedAt,
    measure: null,
  }
}
