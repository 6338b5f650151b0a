/** What may be silenced: an alarm that there is, or that there would be of a subject. */
export interface Silenceable {
  /** What the alarm is about, as its declaration says: `disk`, `continuity`. */
  readonly kind: string
  readonly boardId: string | null
  /** The word that the causes of the alarm begin with, and what this one is about: `disk web01 /data`. */
  readonly cause: string
  readonly labels?: Readonly<Record<string, string>>
}

/** Why nobody is to be told of something now: somebody said so, for a while. */
export interface Silence {
  readonly by: 'mute' | 'window'
  readonly id: string
  readonly reason: string
  /** When it ends by itself. */
  readonly until: Date
}

/** Answers what silences something now: nothing, one or more. */
export type Silences = (about: Silenceable) => Promise<readonly Silence[]>
