import type { ObjectSchema } from 'joi'

/** The answer to "may this step happen now?". */
export type GateDecision = 'allow' | 'warn' | 'deny'

/** What follows from the answers of a gate: nothing but a record, a warning at most, or what they say. */
export const gateModes = ['watch', 'warn', 'deny'] as const
export type GateMode = (typeof gateModes)[number]

/** What a gate found, where its mode keeps that from having its full effect. */
export interface Withheld {
  readonly mode: Exclude<GateMode, 'deny'>
  readonly decision: GateDecision
  readonly reasons: GateAnswer['reasons']
}

/** Why a gate does not simply allow, with the ids of the events behind it. */
export interface GateReason {
  readonly decision: Exclude<GateDecision, 'allow'>
  /** Stable, snake_case: `disk_critical`. */
  readonly code: string
  readonly text: string
  readonly eventIds: readonly string[]
}

/** What a gate found. Its decision is the worst of its reasons, `allow` when there are none. */
export interface GateFinding {
  readonly reasons: readonly GateReason[]
  /** Ledger position that the finding was made from. */
  readonly position: bigint
  /**
   * What it has judged, as plain JSON, as little as gives the same reasons again; it is recorded with decisions, so that these can be
   * judged again. More than 64 KiB, or what is not JSON, is not kept.
   */
  readonly facts?: object
}

/** A named question that a plugin answers. It throws, or takes longer than its budget of 2 s: core denies. */
export interface Gate<Question = object> {
  /** One lower-case word, unique among all plugins. */
  readonly name: string
  /** One sentence: what is asked, and what makes it deny or warn. */
  readonly summary: string
  /** What follows from its answers as long as nobody has set that; default `watch`: nothing, until it has shown what it is worth. */
  readonly mode?: GateMode
  /** The fields of a question, each with a description. */
  readonly question: ObjectSchema
  /** `asker` is told nothing of boards that it does not see; absent: it sees all. */
  answer(question: Question, signal: AbortSignal, asker?: GateAsker): Promise<GateFinding>
}

/** Who asks a gate. */
export interface GateAsker {
  /** Ids of the boards that it sees; null: all of them. */
  readonly boards: readonly string[] | null
}

/** Where a gate of a plugin is asked unless the configuration says otherwise. */
export interface TakingPart {
  readonly gate: string
  /** An occasion, as who asks there calls it: `step:rollout` of a delivery run, `verification` of a target. */
  readonly at: string
  /** Facts that it is asked about, as its question names them; where one is missing it is not asked. */
  readonly about?: readonly string[]
  /** Facts that it is told too, where there are any. */
  readonly alsoAbout?: readonly string[]
}

/** A gate's answer as callers get it. */
export interface GateAnswer {
  readonly decision: GateDecision
  readonly reasons: readonly (GateReason & { readonly gate: string })[]
  /** Null when the gate could not look. */
  readonly position: bigint | null
  /** Digest of the rules of the plugin that answered; its settings are recorded under it. */
  readonly rules?: string
  /** What it found, where its mode is not `deny`. */
  readonly withheld?: Withheld
  /** What it has judged, where it says so. */
  readonly facts?: object
}
