import type { ObjectSchema } from 'joi'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { GateReason } from '../gate.ts'
import type { Host, Machine } from '../host.ts'
import type { Outbound } from '../outbound/outbound.ts'
import type { Contribution } from '../plugin.ts'
import type { GuardSubject } from './guard-view.ts'
import type { Pressure } from './levels.ts'
import type { Reading } from './reading.ts'

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

/** What `read` may use: small, so that it can be had in a worker too. */
export interface GuardHost<Config = object> {
  readonly config: Config
  readonly machine: Machine
  readonly outbound: Outbound
  readonly clock: Clock
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>
}

/** What every guard may be set to in the configuration, beside its own keys. Seconds. */
export interface GuardSettings {
  readonly interval: number
  readonly readTimeout: number
  readonly retention: number
  /** By measure: what differs from what the guard declares. */
  readonly limits: Readonly<Record<string, MeasureRule>>
}

/** Something to do about a subject. */
export interface GuardAction {
  readonly code: string
  readonly title: string
  readonly why: string
}

/** Parts that a guard makes itself, each in place of what core would; absent is core's. */
export interface GuardParts {
  /** What to do about a subject that is not well, the most urgent first. */
  actions?(subject: GuardSubject): readonly GuardAction[]
  /** The reasons its gate gives for a subject; no reason: it is fine. */
  reasons?(subject: GuardSubject): readonly GateReason[]
  /** Further columns of a subject in answers, by snake_case name. */
  columns?(subject: GuardSubject): Readonly<Record<string, string | number | boolean | null>>
}

/**
 * What a guard declares. Core makes the rest of it: events, streams, judgement, read models, routes, a gate, a check, alarms and
 * gauges. Nothing here does I/O but `read`.
 */
export interface GuardSpec<Config extends object = object> extends GuardParts {
  /** One lower-case word: of its events `<name>.Sampled`, its gate, its check, its section of the configuration. */
  readonly name: string
  readonly version: string
  /** One sentence: what it watches. */
  readonly summary: string
  /** What a console calls it; default its name. */
  readonly title?: string
  /** Seconds between two readings; `interval` in the configuration. */
  readonly every: number
  /** Its own keys of `plugins.<name>`, each with a default and a description. */
  readonly config?: ObjectSchema<Config>
  /** `host`, the default: every machine reads its own. `one`: it looks the same from everywhere, so that one process reads it for all. */
  readonly place?: 'host' | 'one'
  readonly measures?: Measures | ((config: Config & GuardSettings) => Measures)
  /**
   * Reads once: all subjects, or those that are due. What it throws is a failed reading of every subject it is known for. Ended by
   * `signal` at `readTimeout`. Without it, readings come in over HTTP.
   */
  read?(
    signal: AbortSignal,
    host: GuardHost<Config & GuardSettings>,
  ): Promise<readonly Reading[]> | readonly Reading[]
  /** What else it contributes, as a plugin does: routes, sweeps, commands, reactions. */
  contribute?(host: Host<Config & GuardSettings>): Contribution
  /** Where `read` runs; `worker`: in a thread of its own with limits of time and memory. */
  readonly isolation?: 'process' | 'worker'
}
