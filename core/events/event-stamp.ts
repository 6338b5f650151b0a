import { type Actor, type EventMetadata, formatActor } from '../event.ts'
import type { StoredEvent } from '../ledger/ledger.ts'

/** Everything about an event but what happened. */
export interface EventStamp {
  /** UUID of the event. */
  readonly id: string
  /** Name of the machine that received it. */
  readonly host: string
  readonly actor: Actor
  readonly receivedAt: Date
  /** The source's claim; `receivedAt` when it makes none. */
  readonly occurredAt?: Date | undefined
  /** Default: the event's own id. */
  readonly correlationId?: string | undefined
  readonly causationId?: string | undefined
  readonly idempotencyKey?: string | undefined
  readonly requestHash?: string | undefined
  /** Digest of the rules that it was judged by. */
  readonly rules?: string | undefined
}

/** The stamp as metadata: strings only, absent where there is nothing to say. */
export function stampMetadata(
  stamp: EventStamp,
  plugin: string,
  schemaVersion: number,
): EventMetadata {
  const { receivedAt, occurredAt = receivedAt, causationId, idempotencyKey, requestHash } = stamp
  const { rules } = stamp
  return {
    $correlationId: stamp.correlationId ?? stamp.id,
    ...(causationId === undefined ? {} : { $causationId: causationId }),
    actor: formatActor(stamp.actor),
    ...(stamp.actor.via === undefined ? {} : { via: formatActor(stamp.actor.via) }),
    host: stamp.host,
    plugin,
    schemaVersion: String(schemaVersion),
    occurredAt: occurredAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(requestHash === undefined ? {} : { requestHash }),
    ...(rules === undefined ? {} : { rules }),
  }
}

/** When Decklog received an event; events of other programs carry no such time, so theirs is when they were stored. */
export function receivedAtOf({
  metadata,
  recordedAt,
}: Pick<StoredEvent, 'metadata' | 'recordedAt'>): Date {
  const claimed = new Date(metadata['receivedAt'] ?? NaN)
  return Number.isNaN(claimed.getTime()) ? recordedAt : claimed
}
