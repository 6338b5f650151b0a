import type { ObjectSchema } from 'joi'
import type { Logger } from 'pino'
import type { ObservableInput } from 'rxjs'
import type { Clock } from '../clock.ts'
import type { GateReason, TakingPart } from '../gate.ts'
import type { OwnAction } from '../healing/healable.ts'
import type { Host, Machine } from '../host.ts'
import type { Outbound } from '../outbound/outbound.ts'
import type { Contribution } from '../plugin.ts'
import type { GuardAction, GuardSubject } from './guard-view.ts'
import type { MeasureRule, Measures } from './measure.ts'
import type { Reading } from './reading.ts'

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
  /** Of a guard whose readings come in over HTTP: how many subjects it knows at once. */
  readonly mostSubjects?: number
}

/** Parts that a guard makes itself, each in place of what core would; absent is core's. */
export interface GuardParts {
  /** What to do about a subject that is not well, the most urgent first. */
  actions?(subject: GuardSubject): readonly GuardAction[]
  /** What it can do about a subject itself, by name, when a policy of healing says so. */
  readonly heals?: Readonly<Record<string, OwnAction>>
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
   * `signal` at `readTimeout`. Without it and `watch`, readings come in over HTTP.
   */
  read?(
    signal: AbortSignal,
    host: GuardHost<Config & GuardSettings>,
  ): Promise<readonly Reading[]> | readonly Reading[]
  /**
   * Reads all the time, in place of `read`: for what has a pace of its own for each subject. Every reading is taken as it comes, from an
   * RxJS Observable or an async iterable; what fails or ends is followed anew, with backoff.
   */
  watch?(signal: AbortSignal, host: GuardHost<Config & GuardSettings>): ObservableInput<Reading>
  /** Where readings come in over HTTP: how many subjects it knows at once, whoever brings them; default 1,000; `mostSubjects` in the configuration. */
  readonly mostSubjects?: number
  /** Where its gate is asked unless the configuration says otherwise: `{ at: 'step:rollout' }`, `{ at: 'verification' }`. */
  readonly takesPart?: readonly Omit<TakingPart, 'gate'>[]
  /** What else it contributes, as a plugin does: routes, sweeps, commands, reactions. */
  contribute?(host: Host<Config & GuardSettings>): Contribution
  /** Where `read` runs; `worker`: in a thread of its own with limits of time and memory. */
  readonly isolation?: 'process' | 'worker'
}
