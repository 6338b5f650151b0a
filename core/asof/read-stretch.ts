import type { Ledger, StoredEvent } from '../ledger/ledger.ts'

/** Which part of the ledger, and what of it. */
export interface StretchRequest {
  /** Exact event types. */
  readonly types: readonly string[]
  /** What comes after this position; 0: from the beginning. */
  readonly after: bigint
  /** And not after this one, which lies at or before the end of the ledger. */
  readonly to: bigint
  readonly signal: AbortSignal
}

/** Events in order, and the position up to which all that was asked for has been delivered with them. */
export interface StretchPart {
  readonly events: readonly StoredEvent[]
  readonly reached: bigint
}

const maxBatch = 500

/** Reads the events of some types after one position up to another. Ends with a part that has reached `to`, or throws. */
export async function* readStretch(
  ledger: Pick<Ledger, 'subscribe'>,
  { types, after, to, signal }: StretchRequest,
): AsyncGenerator<StretchPart> {
  if (after >= to) return
  const start = after === 0n ? 'start' : after
  let reached = after
  for await (const batch of ledger.subscribe({ types, after: start, maxBatch, signal })) {
    const events = batch.events.filter(({ position }) => position <= to)
    const isBeyond = events.length < batch.events.length || (batch.checkpoint ?? 0n) >= to
    reached = isBeyond || batch.live ? to : (batch.checkpoint ?? events.at(-1)?.position ?? reached)
    yield { events, reached }
    if (reached >= to) return
  }
  signal.throwIfAborted()
}
