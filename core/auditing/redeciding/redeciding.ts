import type { ObjectSchema } from 'joi'
import type { Recorded } from '../../event.ts'

/** One thing that a decision rests on, or says, as it was recorded and as it is found now. */
export interface Recheck {
  /** What: `limits`, `effect`, `gate images`. */
  readonly what: string
  /** Whether it follows from the rules that were cited, or from the facts. */
  readonly of: 'rules' | 'facts'
  readonly recorded: unknown
  readonly judged: unknown
}

/** What cannot be judged again, because what it was judged on was not recorded. */
export interface Unjudged {
  /** What: `the answer of gate disk`. */
  readonly what: string
  readonly of: 'no_facts'
}

/** What comes of judging again: everything that was looked at; `gone`, when retention has left nothing to judge by; null of an event that is a fact alone. */
export type Redecided = readonly (Recheck | Unjudged)[] | 'gone' | null

/** A gate's answer as a decision of others has it. */
export interface AnswerAsked {
  readonly question: Readonly<Record<string, unknown>>
  /** What it said, as it was recorded. */
  readonly answer: object
  readonly rules: string | null
  readonly judgedAt: Date
}

/** What others can judge again. */
export interface Others {
  /** Judges a gate's answer again by its own plugin, or says that nobody can; nothing, where the gate has not answered. */
  gate(name: string, asked: AnswerAsked): Promise<readonly (Recheck | Unjudged)[]>
}

/** Judges an event again, or takes note of it as a fact; methods, so that narrower events and configurations fit. */
export type Redecider = {
  judge(event: Recorded, config: object, others: Others): Promise<Redecided>
}['judge']

/** Judges a gate's answer again. */
export type GateRedecider = {
  judge(asked: AnswerAsked, config: object): Promise<readonly (Recheck | Unjudged)[]>
}['judge']

/** What judges decisions of one plugin again: made anew for each look through the ledger, which it is shown in order. */
export interface Redeciding {
  /** By event type; facts that decisions rest on are among them. Each is shown with the configuration that it cites. */
  readonly events: Readonly<Record<string, Redecider>>
  readonly gates?: Readonly<Record<string, GateRedecider>>
}

/** A plugin whose decisions can be judged again. */
export interface RedecidingPlugin {
  readonly name: string
  readonly config: ObjectSchema
  readonly redeciding: Redeciding
}
