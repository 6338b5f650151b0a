import type { Measures } from './measure.ts'
import type { Level } from './levels.ts'

/** What a reading is about. */
export interface ReadingOf {
  /** What was read, in the guard's own words: `/data`, `example.org:443`; at most 200 characters that can be printed. */
  readonly subject: string
  /** The machine it is of; default: the one that reads. Subjects of one name on two machines, or of two boards, are two, unless the guard is of `one` place. */
  readonly host?: string
  /** The board it belongs to. */
  readonly board?: string
  /** When the next reading of this subject is due, in seconds; default: the guard's `every`. */
  readonly every?: number
}

/** Values that were read; judged by the measures' limits. */
export interface ValuesRead extends ReadingOf {
  /** Finite numbers, by the names of measures. */
  readonly values: Readonly<Record<string, number>>
  /** A sentence, or the first lines of what was said. */
  readonly text?: string
  /** Measures that are known only now: beside the declared ones, or in their place. */
  readonly measures?: Measures
}

/** A level that was found, with a sentence that says why; `values` are kept and drawn, and not judged. */
export interface LevelFound extends ReadingOf {
  readonly level: Level
  readonly text: string
  /** How many seconds it must be found before it counts, and a better one before it is left; default 0. */
  readonly enterAfter?: number
  readonly leaveAfter?: number
  readonly values?: Readonly<Record<string, number>>
  readonly measures?: Measures
}

/** Why a subject could not be read. */
export interface ReadingFailed extends ReadingOf {
  readonly failure: string
}

/** One reading of one subject. */
export type Reading = ValuesRead | LevelFound | ReadingFailed
