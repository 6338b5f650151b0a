import type { ObjectSchema } from 'joi'

/** The answer to "may this step happen now?". */
export type GateDecision = 'allow' | 'warn' | 'deny'

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
}

/** A named question that a plugin answers. It throws, or takes longer than its budget of 2 s: core denies. */
export interface Gate<Question = object> {
  /** One lower-case word, unique among all plugins. */
  readonly name: string
  /** One sentence: what is asked, and what makes it deny or warn. */
  readonly summary: string
  /** The fields of a question, each with a description. */
  readonly question: ObjectSchema
  answer(question: Question, signal: AbortSignal): Promise<GateFinding>
}

/** A gate's answer as callers get it. */
export interface GateAnswer {
  readonly decision: GateDecision
  readonly reasons: readonly (GateReason & { readonly gate: string })[]
  /** Null when the gate could not look. */
  readonly position: bigint | null
  /** Digest of the rules of the plugin that answered; its settings are recorded under it. */
  readonly rules?: string
}
