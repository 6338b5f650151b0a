import type { StoredEvent } from '../ledger/ledger.ts'

/** When Decklog received an event; events of other programs carry no such time, so theirs is when they were stored. */
export function receivedAtOf({
  metadata,
  recordedAt,
}: Pick<StoredEvent, 'metadata' | 'recordedAt'>): Date {
  const claimed = new Date(metadata['receivedAt'] ?? NaN)
  return Number.isNaN(claimed.getTime()) ? recordedAt : claimed
}
