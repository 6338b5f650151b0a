import type { LevelLimit, MeasureLimits } from '../measure.ts'
import { type Level, levels, type Pressure, pressures } from '../levels.ts'

/** How bad a reading is at its moment, by its limits alone; how long it has been so is `dwell.ts`'s. */
export interface Judgement {
  /** The worst level whose entering condition holds. */
  readonly observed: Level
  /** The worst level whose leaving condition is not met: it falls no further than this. */
  readonly retained: Level
}

/** How long what a judgement says must hold before it counts. A level that is left out is never entered. */
export interface Patience {
  readonly enterAfterSeconds: Readonly<Partial<Record<Pressure, number>>>
  readonly leaveAfterSeconds: number
}

/** What is judged by itself of a reading: one measure, or all of it; the worst of a subject's tracks is what it is. */
export interface Track extends Judgement, Patience {
  /** Name of the measure; empty where it is the whole reading. */
  readonly measure: string
}

/** Judges a value by its limits. What is no number enters no level, and leaves none. */
export function judge(value: number, limits: MeasureLimits): Judgement {
  if (Number.isNaN(value)) return { observed: 'ok', retained: 'emergency' }
  const isBeyond = (bound: number): boolean =>
    limits.side === 'below' ? value < bound : value > bound
  const worst = (holds: (limit: LevelLimit) => boolean): Level =>
    levels.findLast(level => {
      const limit = level === 'ok' ? undefined : limits[level]
      return limit ? holds(limit) : level === 'ok'
    }) ?? 'ok'
  return {
    observed: worst(({ enter }) => isBeyond(enter)),
    // What is entered is not left, wherever it is said to be left.
    retained: worst(({ enter, leave }) => isBeyond(leave) || isBeyond(enter)),
  }
}

/** Judges the values of a reading, each by the limits of its measure; what has no limits is not judged, and no value does not count. */
export function judgeAll(
  values: Readonly<Record<string, number>>,
  limitsOf: Readonly<Record<string, MeasureLimits>>,
): readonly Track[] {
  const tracks: Track[] = []
  for (const [measure, limits] of Object.entries(limitsOf)) {
    const value = Object.hasOwn(values, measure) ? values[measure] : undefined
    if (value === undefined) continue
    tracks.push({ measure, ...judge(value, limits), ...patienceOf(limits) })
  }
  return tracks
}

/** The patience that limits ask for. */
export function patienceOf(
  limits: Readonly<Partial<Record<Pressure, { readonly enterAfterSeconds: number }>>> &
    Pick<Patience, 'leaveAfterSeconds'>,
): Patience {
  const enterAfterSeconds: Partial<Record<Pressure, number>> = {}
  for (const level of pressures) {
    const limit = limits[level]
    if (limit) enterAfterSeconds[level] = limit.enterAfterSeconds
  }
  return { enterAfterSeconds, leaveAfterSeconds: limits.leaveAfterSeconds }
}
