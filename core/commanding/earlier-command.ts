import { DecklogError } from '../errors.ts'
import type { DomainEvent, Recorded } from '../event.ts'
import type { Executed } from '../host.ts'

/** So long an idempotency key is known. */
export const keyHoldsMs = 24 * 3_600_000

interface KeyedRequest {
  readonly idempotencyKey?: string
  readonly requestHash?: string
}

/**
 * The events of an earlier request with the same key, within 24 hours; undefined when there are none.
 * DECKLOG_IDEMPOTENCY_MISMATCH when that request was another one.
 */
export function findEarlier<E extends DomainEvent>(
  keyed: readonly Recorded<E>[],
  { idempotencyKey, requestHash }: KeyedRequest,
  now: Date,
): readonly [Recorded<E>, ...Recorded<E>[]] | undefined {
  if (idempotencyKey === undefined) return undefined
  const since = now.getTime() - keyHoldsMs
  const [first, ...rest] = keyed.filter(
    event =>
      event.metadata['idempotencyKey'] === idempotencyKey && event.receivedAt.getTime() > since,
  )
  if (!first) return undefined
  if (first.metadata['requestHash'] !== requestHash) {
    throw new DecklogError('DECKLOG_IDEMPOTENCY_MISMATCH', 'this key was used for another request')
  }
  return [first, ...rest]
}

/** What the earlier request was answered, told again from its events. */
export function answerFromEvents<E extends DomainEvent>(
  events: readonly [Recorded<E>, ...Recorded<E>[]],
): Executed<E> {
  const last = events.at(-1) ?? events[0]
  return { events, position: last.position, revision: last.revision }
}
