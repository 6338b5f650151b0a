import { secondsBetween, type Dwell } from './dwell.ts'
import type { PressureChange } from '../events.ts'
import { levels, pressures, reaches, type Level, type Severity } from '../severity.ts'

/** What is recorded of a disk: its severity, and the last level that was known. */
export interface Standing {
  readonly severity: Severity
  readonly held: Level
}

/** Where a disk goes next, why, and since when that has been so. */
export interface Step extends Standing {
  readonly reason: PressureChange['reason']
  readonly becameTrueAt: Date
}

/** So many reads must fail in a row before a disk is unknown. */
const FAILED_READS = 2

/**
 * Takes the step that a dwell calls for, null when it calls for none. Up: to the worst level whose limit has been passed for
 * its time. Down: to the worst level that has not been won back for its time. A disk whose reads fail becomes unknown
 * and keeps the level it held; the first reading that succeeds takes it back there.
 */
export function step(standing: Standing, dwell: Dwell): Step | null {
  if (dwell.failedReads > 0) return stepIntoUnknown(standing, dwell)
  return stepUp(standing, dwell) ?? stepDown(standing, dwell) ?? stepOutOfUnknown(standing, dwell)
}

function stepIntoUnknown({ severity, held }: Standing, dwell: Dwell): Step | null {
  if (severity === 'unknown' || dwell.failedReads < FAILED_READS) return null
  const becameTrueAt = dwell.failingSince ?? dwell.observedAt
  return { severity: 'unknown', held, reason: 'reads_failed', becameTrueAt }
}

function stepUp({ held }: Standing, dwell: Dwell): Step | null {
  for (const pressure of pressures.toReversed()) {
    const since = dwell.passedSince[pressure]
    const enterAfter = dwell.sample?.limits[pressure].enterAfterSeconds ?? Infinity
    if (reaches(held, pressure)) return null
    if (since && secondsBetween(since, dwell.observedAt) >= enterAfter) {
      return { severity: pressure, held: pressure, reason: 'limit_passed', becameTrueAt: since }
    }
  }
  return null
}

function stepDown({ held }: Standing, dwell: Dwell): Step | null {
  const since = wonBackSince(held, dwell)
  if (!since) return null
  const kept = levels.findLast(level => reaches(held, level) && !wonBackSince(level, dwell)) ?? 'ok'
  return { severity: kept, held: kept, reason: 'recovered', becameTrueAt: since }
}

function wonBackSince(level: Level, dwell: Dwell): Date | null {
  const since = level === 'ok' ? null : dwell.wonBackSince[level]
  const leaveAfter = dwell.sample?.limits.leaveAfterSeconds ?? Infinity
  return since && secondsBetween(since, dwell.observedAt) >= leaveAfter ? since : null
}

// A disk that held nothing is ok only when it looks so: a limit that is passed already is still being waited for.
function stepOutOfUnknown({ severity, held }: Standing, dwell: Dwell): Step | null {
  if (severity !== 'unknown') return null
  if (held === 'ok' && dwell.sample?.observedSeverity !== 'ok') return null
  return { severity: held, held, reason: 'reads_succeeded', becameTrueAt: dwell.observedAt }
}
