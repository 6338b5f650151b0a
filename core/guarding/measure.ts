import type { Pressure } from './levels.ts'

/** What the values of a measure count; consoles and checks print them by it. */
export const units = ['percent', 'bytes', 'seconds', 'days', 'count', 'per_second', 'none'] as const
export type Unit = (typeof units)[number]

/** A bound, by level: a number, or with what must be won back beyond it before the level is left. */
export type Bounds = Readonly<Partial<Record<Pressure, number>>>

/** Where a measure becomes bad: on one side, `below` or `above`. Every number may be set by the configuration as well. */
export interface MeasureRule {
  /** Entered when the value is less than this. */
  readonly below?: Bounds
  /** Entered when the value is more than this. */
  readonly above?: Bounds
  /** How far back beyond its bound a value must come before the level is left, in the measure's unit; default 0. */
  readonly leaveMargin?: number
  /** How many seconds a bound must be passed before the level counts; default 0. */
  readonly enterAfter?: number | Readonly<Partial<Record<Pressure, number>>>
  /** How many seconds it must be won back before the level is left; default 0. */
  readonly leaveAfter?: number
}

/** "When will it reach that?", asked of the readings of the last hours. */
export interface ForecastRule {
  /** The value that it asks for: 0 of what runs out, 100 of what fills. */
  readonly reaches: number
  /** How many seconds back it looks, and no further ahead; default 72 h. */
  readonly window?: number
  /** A level begins when `reaches` is forecast within so many seconds; without them it is shown only. */
  readonly within?: Readonly<Partial<Record<Exclude<Pressure, 'emergency'>, number>>>
}

/** One number that a guard reads of each subject. */
export interface Measure extends MeasureRule {
  /** A few words: `Available memory`. */
  readonly title: string
  readonly unit: Unit
  readonly forecast?: ForecastRule
  /**
   * It does not apply to every subject: where a reading leaves it out, it is not judged, and what it held is let go. Of any other that
   * has limits a reading without a value is a failed one: what is not known releases no block.
   */
  readonly optional?: true
}

/** Measures by name, in the order in which they are shown; a name is camelCase. */
export type Measures = Readonly<Record<string, Measure>>

/** One level's limit, resolved. */
export interface LevelLimit {
  /** Entered when the value is beyond this: less, where the side is `below`; more, where it is `above`. */
  readonly enter: number
  /** Left when the value has come back to this, or further. */
  readonly leave: number
  readonly enterAfterSeconds: number
}

/** The limits of one measure as a sample carries them: resolved, so that it can be judged without its guard's configuration. */
export interface MeasureLimits {
  readonly side: 'below' | 'above'
  readonly warning?: LevelLimit
  readonly critical?: LevelLimit
  readonly emergency?: LevelLimit
  readonly leaveAfterSeconds: number
}
