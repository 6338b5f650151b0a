/** A fact in the past tense. `type` is `<plugin>.<PastTense>`; `data` is JSON with camelCase keys and units in the names. */
export interface DomainEvent<T extends string = string, D extends object = object> {
  readonly type: T
  readonly data: D
}

/**
 * What Decklog stamps on every event; all values are strings. Known keys: `actor`, `via`, `host`, `plugin`, `schemaVersion`,
 * `occurredAt`, `receivedAt` (ISO 8601 UTC), `$correlationId`, `$causationId`, `idempotencyKey`, `requestHash`, `origin` (of what was
 * copied from another ledger: where it was recorded first).
 */
export type EventMetadata = Readonly<Record<string, string>>

/** Where and when an event was recorded. */
export interface Recording {
  /** UUID of the event. */
  readonly id: string
  readonly stream: string
  /** Number of the event in its stream, from 0. */
  readonly revision: bigint
  /** Commit position in the ledger; grows in the order of commits. */
  readonly position: bigint
  /** When Decklog received the fact; decides everything about liveness. */
  readonly receivedAt: Date
  /** When a ledger stored it first, also where it was copied since. */
  readonly recordedAt: Date
  readonly metadata: EventMetadata
}

/** An event as read from the ledger, upcast to its newest schema. */
export type Recorded<E extends DomainEvent = DomainEvent> = E & Recording

/**
 * The rules of one kind of entity, pure and total: `evolve` folds its stream, `decide` answers a command with the events
 * that follow from it, none when it is already done. `decide` throws `refused(...)` when the state does not allow it.
 */
export interface Decider<State, Command, E extends DomainEvent> {
  readonly initial: State
  evolve(state: State, event: Recorded<E>): State
  /** The same for many events in their order, where that takes less than one after another. */
  evolveAll?(state: State, events: readonly Recorded<E>[]): State
  /**
   * For streams that grow long: what they come to is kept now and then, so that a command reads what is new. Raised whenever the same
   * events come to another state. The state is to be plain data, as `structuredClone` takes it.
   */
  readonly foldVersion?: number
  decide(command: Command, state: State): readonly E[]
}

/** Who caused an event: a token's holder, or Decklog itself (`system`, with a plugin's name as id). */
export interface Actor {
  readonly kind: 'person' | 'agent' | 'service' | 'system'
  readonly id: string
  /**
   * Who acted in this one's name: the service whose token named a person (`Decklog-On-Behalf-Of`). It is recorded beside the
   * actor, as `via`, and is whom a rule means by "whose token".
   */
  readonly via?: Pick<Actor, 'kind' | 'id'>
}

/** An actor as the metadata value `kind:id`. */
export function formatActor(actor: Pick<Actor, 'kind' | 'id'>): string {
  return `${actor.kind}:${actor.id}`
}
