import type { Logger } from 'pino'
import type { DeclaredAlarm } from './alarm.ts'
import type { Clock } from './clock.ts'
import type { Actor, Decider, DomainEvent, Recorded } from './event.ts'
import type { GateAnswer } from './gate.ts'
import type { Healable } from './healing/healable.ts'
import type { ReadOptions } from './ledger/ledger.ts'
import type { Outbound } from './outbound/outbound.ts'
import type { Silences } from './silence.ts'
import type { AllQuery, ReadRows, RowsQuery } from './readmodel/rows.ts'

/** This machine, as the configuration names it. */
export interface Machine {
  readonly name: string
  /** Where the host's root is mounted: `/`, or `/host` in a container. */
  readonly root: string
}

/** One reading to append. The runner stamps metadata and receive time. */
export interface Observation<E extends DomainEvent = DomainEvent> {
  readonly stream: string
  readonly event: E
  /** The source's own claim of when it happened. */
  readonly occurredAt?: Date
}

export interface ObserveRequest<E extends DomainEvent> extends Observation<E> {
  readonly actor?: Actor
  /** `call.idempotencyKey`: the same key is one event. */
  readonly idempotencyKey?: string
}

/** What came of a reading: its event, and the position at or before which that is. */
export interface Observed {
  readonly eventId: string
  readonly receivedAt: Date
  readonly position: bigint
}

export interface ExecuteRequest<Command> {
  readonly stream: string
  readonly command: Command
  /** Default: the plugin itself, as `system`. */
  readonly actor?: Actor
  /** Refuse with DECKLOG_PRECONDITION_FAILED when the stream is at another revision. */
  readonly ifRevision?: bigint
  readonly idempotencyKey?: string
  readonly requestHash?: string
  /** Id of the event that caused this command. */
  readonly causationId?: string
  readonly correlationId?: string
}

/**
 * What came of a command: the events it appended (none when it was already done) and where the stream now stands. `recordedAt`
 * of new events is this machine's time; where the positions of several could not be read back, they are that of the last.
 */
export interface Executed<E extends DomainEvent> {
  readonly events: readonly Recorded<E>[]
  readonly position: bigint
  readonly revision: bigint
}

/** Everything a plugin may use. What is not here must be asked of core. */
export interface Host<Config = object, E extends DomainEvent = DomainEvent> {
  readonly config: Config
  readonly log: Logger
  readonly clock: Clock
  readonly machine: Machine
  /** The one way to call another machine. */
  readonly outbound: Outbound
  /** The alarms that are declared by all that is installed. */
  readonly alarms: readonly DeclaredAlarm[]
  /** Reads a stream, upcast; a missing one is empty. */
  read(stream: string, options?: ReadOptions): AsyncIterable<Recorded<E>>
  /** Asks a gate of any plugin; a gate that fails or takes over 2 s denies. */
  gate(name: string, question: object): Promise<GateAnswer>
  /** Appends a reading; resolves with the ledger's ack. */
  observe(request: ObserveRequest<E>): Promise<Observed>
  /** Folds the entity's stream, decides, and appends at the revision read; conflicts are decided anew. */
  execute<State, Command, D extends E>(
    decider: Decider<State, Command, D>,
    request: ExecuteRequest<Command>,
  ): Promise<Executed<D>>
  /** Forgets a machine that does not come back: its silence is an alarm no longer. Heard again, it is known again. */
  forgetMachine(forgotten: ForgottenMachine): Promise<void>
  /** Tells whether a legal hold is on a stream: what it shows is not to be let go of either. */
  isHeld(stream: string): boolean
  /**
   * What silences something now, as mutes and maintenance windows do: whoever would act on it by itself asks before. Rejects when
   * that cannot be told, within 2 s.
   */
  readonly silences: Silences
  /** All that may be healed, by kind; once every plugin has been created. */
  healables(): readonly Healable[]
  /** Rows of a read model, current as of the call, or DECKLOG_PROJECTION_BEHIND in 1.5 s. */
  readonly rows: ReadRows<RowsQuery>
  /** All rows of a read model that match, read page by page; as current as `rows`. */
  readonly all: ReadRows<AllQuery>
}

/** A machine that does not come back, who says so, and why. */
export interface ForgottenMachine {
  readonly machine: string
  readonly reason: string
  readonly actor: Actor
}
