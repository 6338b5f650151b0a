import type { DomainEvent, Recorded, Recording } from '../event.ts'

const firstAt = Date.parse('2026-01-01T00:00:00.000Z')
const secondMs = 1_000

/** An event as a test tells it: what it says, and of its recording what matters. */
export type Told<E extends DomainEvent> = E & Partial<Recording>

/** Events as the ledger would give them: one after another in one stream, a second apart, unless they say otherwise. */
export function recordAll<E extends DomainEvent>(
  events: readonly Told<E>[],
): readonly Recorded<E>[] {
  return events.map((event, index) => {
    const at = event.receivedAt ?? new Date(firstAt + index * secondMs)
    return {
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      stream: 'example-1',
      revision: BigInt(index),
      position: BigInt(index + 1),
      recordedAt: at,
      metadata: { schemaVersion: '1', receivedAt: at.toISOString(), actor: 'system:example' },
      ...event,
      receivedAt: at,
    }
  })
}
