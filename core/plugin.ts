import type { ObjectSchema } from 'joi'
import type { Observable } from 'rxjs'
import type { AlarmSpecs } from './alarm.ts'
import type { CliCommand } from './cli/command.ts'
import type { DomainEvent, Recorded } from './event.ts'
import type { Gate, TakingPart } from './gate.ts'
import type { GuardView } from './guarding/guard-view.ts'
import type { Healable, MachineWork } from './healing/healable.ts'
import type { Host, Observation } from './host.ts'
import type { Route } from './http/route.ts'
import type { Silences } from './silence.ts'
import type { Redeciding } from './auditing/redeciding/redeciding.ts'
import type { WhatIf } from './whatif/what-if.ts'

/** What an event's data must be, how to read older versions of it, and how the docs show it. */
export interface EventSpec<Data extends object = object> {
  /** One sentence: what happened. */
  readonly summary: string
  /** Version of `data`, from 1. */
  readonly schemaVersion: number
  readonly data: ObjectSchema<Data>
  /** By the version they start from: turns data of version n into version n + 1. */
  readonly upcasters?: Readonly<Record<number, (data: Readonly<Record<string, unknown>>) => object>>
  /** The canonical example, used by docs and tests. */
  readonly example: Data
  /** Largest data in bytes of JSON; 16 KiB and 8 levels unless it says more. */
  readonly maxBytes?: number
  readonly maxDepth?: number
}

/** The specs of a union of events, one each. */
export type EventSpecs<E extends DomainEvent> = {
  readonly [T in E['type']]: EventSpec<Extract<E, { type: T }>['data']>
}

/** Retention of the streams of one category; decisions have none. Applied by core before the first append to a stream. */
export interface StreamSpec {
  readonly maxAgeDays?: number
  readonly maxCount?: number
  /** `answers`: each stream keeps one answer whole, with the ids of the events behind it; `decklog audit explain` takes its id alone. */
  readonly keeps?: 'answers'
}

/** A task that one leader runs periodically, however many instances there are. */
export interface Sweep {
  readonly name: string
  /** It runs at once, and then with all else that looks as often: half of this time after its last run, or more. */
  readonly everySeconds: number
  /** How long a run may take; default: as long as the pause between two, at least 10 and at most 60. */
  readonly withinSeconds?: number
  /** `machine`: one leader of the instances on each machine, for what that machine alone can do; default: one of all. */
  readonly oneOf?: 'all' | 'machine'
  run(signal: AbortSignal): Promise<void>
}

/** A condition that `/readyz` reports. */
export interface HealthCheck {
  readonly name: string
  check(
    signal: AbortSignal,
  ): Promise<{ readonly healthy: true } | { readonly healthy: false; readonly reason: string }>
}

/** A number that `/metrics` shows. */
export interface PluginGauge {
  /** snake_case, after `decklog_`. */
  readonly name: string
  /** One sentence. */
  readonly summary: string
  readonly labels: readonly string[]
  /** Asked at every scrape; one that throws shows nothing. */
  read(): Promise<
    readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[]
  >
}

/** A handler of a live event, a method so that narrower events fit. */
export type Reaction<E extends DomainEvent = DomainEvent> = {
  react(event: Recorded<E>): Promise<void>
}['react']

/** What a plugin contributes; absent when it has none. */
export interface Contribution<E extends DomainEvent = DomainEvent> {
  /** Runs before anything else of the plugin, where guards run: throws DECKLOG_CONFIG_INVALID, which ends the start, when the configuration does not fit this machine. */
  verify?(): Promise<void>
  /** Readings. Subscribed on start, unsubscribed on stop, resubscribed with backoff when it fails; failed as well when none comes for `silentAfterSeconds`. */
  readonly observes?: Observable<Observation<E>>
  readonly silentAfterSeconds?: number
  /** Readings of what looks the same from every machine: as `observes`, but one leader subscribes, however many instances there are. */
  readonly observesAsLeader?: Observable<Observation<E>>
  readonly sweeps?: readonly Sweep[]
  /** Side effects and follow-up commands, by event type: live only, at least once, one leader a plugin. Keys may be other plugins' events. */
  readonly reactsTo?: Readonly<Record<string, Reaction>>
  readonly routes?: readonly Route[]
  readonly gates?: readonly Gate[]
  readonly commands?: readonly CliCommand[]
  readonly checks?: readonly HealthCheck[]
  readonly gauges?: readonly PluginGauge[]
  /** Says whether something is muted, or in a maintenance window, now; `host.silences` asks all that say so. */
  readonly silences?: Silences
  /** How what it watches is listed, shown, asked about and drawn, as the things of every guard are. */
  readonly guard?: GuardView
  /** Things of its own that may be healed, beside the subjects of its guard. */
  readonly heals?: readonly Healable[]
  /** Work that one process of each machine does, where guards run, under a lease of that machine. */
  readonly works?: readonly MachineWork[]
  /** Reactions and sweeps that many plugins have alike. */
  readonly shared?: Shared<E>
  /** Judges its decisions again, for `decklog audit redecide`; made anew for each look through the ledger. */
  redecides?(): Redeciding
}

/**
 * Reactions and sweeps that plugins of a kind have alike, and run as one: one subscription and one leader for all that are installed
 * together, where each of their own would cost hundreds. Sweeps of one name are run as one, or one plugin after another.
 */
export interface Shared<E extends DomainEvent = DomainEvent> {
  /** One lower-case word, the same of all of the kind; no plugin's name. */
  readonly kind: string
  readonly reactsTo: Readonly<Record<string, Reaction<E>>>
  readonly sweeps?: readonly SharedSweep[]
}

/** A sweep among those of its name of other plugins. */
export interface SharedSweep extends Sweep {
  /** Runs it and the others of its name as one, where one look serves all. */
  runWith?(others: readonly SharedSweep[], signal: AbortSignal): Promise<void>
}

/** What asks gates of any plugin, without knowing one by name. */
export interface Gathers<Config extends object = object> {
  /** By the name of an occasion, `step:rollout`: the facts that a gate can be asked about there. */
  readonly occasions: Readonly<Record<string, readonly string[]>>
  /**
   * The schema of its configuration, with the gates that take part as its defaults; it takes the place of `config`. A key that says
   * `meta({ derived: true })` is not for anybody to set: it is recorded, so that who was asked by default can be told later.
   */
  config(parts: readonly TakingPart[]): ObjectSchema<Config>
}

/**
 * A plugin is data and one function. It may touch its host, its own folder, core's contracts, and the libraries its README
 * names; it never subscribes, appends or retries by itself. The default export of `plugins/<name>/plugin.ts`.
 */
export interface Plugin<Config extends object = object, E extends DomainEvent = DomainEvent> {
  /** One lower-case word; events are `<name>.<PastTense>`. */
  readonly name: string
  readonly version: string
  /**
   * Schema of `plugins.<name>` of the configuration, with a default and a description for every key. Every setting is taken to judge and
   * is recorded (`core.RulesChanged`), unless it says `meta({ judges: false })`, or is never shown: `meta({ secret: true })`. What weakens
   * one says `meta({ weaker: 'higher' | 'lower' | 'more' | 'fewer' | [strictest, …] })`; `meta({ by: 'name' })` names the items of a list;
   * `meta({ over: … })` says what holds where a section says nothing, so that what replaces it is compared with it.
   */
  readonly config: ObjectSchema<Config>
  readonly events: EventSpecs<E>
  /** The alarms that its events raise and clear, by the word that their causes begin with. */
  readonly alarms?: AlarmSpecs<E> | ((config: Config) => AlarmSpecs<E>)
  /** Stream categories that this plugin appends to, and no other does. */
  readonly streams:
    | Readonly<Record<string, StreamSpec>>
    | ((config: Config) => Readonly<Record<string, StreamSpec>>)
  /** Where its gates are asked unless the configuration says otherwise. */
  readonly takesPart?: readonly TakingPart[]
  /** The occasions at which it asks gates that take part in them. */
  readonly gathers?: Gathers<Config>
  /** Read models it asks for with `host.rows` and `host.all`; start-up fails by name when one is missing. */
  readonly needs?: readonly string[]
  /** How it would have judged what was observed, by other settings than those in force: `decklog what-if`. Pure. DECKLOG_VALIDATION, of `config.` and a field, where these settings do not fit what there is. */
  whatIf?(config: Config, inForce: Config, healables: readonly Healable[]): WhatIf<E>
  /** What `defineGuard` was given, of a plugin that core makes of a guard. */
  readonly guard?: { readonly name: string }
  /** No I/O here: subscription is the start. */
  create(host: Host<Config, E>): Contribution<E>
}

/** Checks a plugin against its contract while keeping its types inferred. */
export function definePlugin<Config extends object, E extends DomainEvent>(
  plugin: Plugin<Config, E>,
): Plugin<Config, E> {
  return plugin
}
