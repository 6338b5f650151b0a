/** An event ready to be appended. `data` and `metadata` are JSON; `id` makes a repeated append one event. */
export interface NewEvent {
  readonly id: string
  readonly type: string
  readonly data: object
  readonly metadata: Readonly<Record<string, string>>
}

/** An event as the ledger keeps it, before upcasting. `data` is undefined when it is not JSON. */
export interface StoredEvent {
  readonly id: string
  readonly stream: string
  readonly revision: bigint
  readonly position: bigint
  readonly type: string
  readonly data: unknown
  readonly metadata: Readonly<Record<string, string>>
  /** When it was stored first: also where it was copied from another ledger since, as its metadata then say under `origin`. */
  readonly recordedAt: Date
  /** Both as they came, where that is more than the above: bytes, text that is no JSON, metadata that are no strings. */
  readonly raw?: { readonly data: unknown; readonly metadata: unknown }
}

/** What a writer expects of a stream: nothing, that it is missing, or the revision of its last event. */
export type ExpectedRevision = 'any' | 'no_stream' | bigint

/** Where an append ended: revision and position of its last event. */
export interface Appended {
  readonly revision: bigint
  readonly position: bigint
}

/** Retention of a stream. */
export interface StreamLimits {
  readonly maxAgeSeconds?: number
  readonly maxCount?: number
}

/** A change of a stream's retention: null lifts what was set, absent leaves it. */
export type LimitChange = { readonly [Limit in keyof StreamLimits]: StreamLimits[Limit] | null }

export interface ReadOptions {
  readonly direction?: 'forwards' | 'backwards'
  /** First revision to read, inclusive; the stream's start or end by default. */
  readonly from?: bigint
  readonly limit?: number
  readonly signal?: AbortSignal
}

export interface ReadAllOptions {
  readonly direction?: 'forwards' | 'backwards'
  /** Forwards: events after this position. Backwards: events before it. */
  readonly from?: bigint
  /** `included`: forwards, the event at `from` too. */
  readonly first?: 'included' | 'left out'
  readonly limit?: number
  readonly signal?: AbortSignal
}

/** What a subscription delivered at once: everything that had arrived, in order. */
export interface SubscriptionBatch {
  readonly events: readonly StoredEvent[]
  /** Every matching event at or before this position has been delivered, this batch included. Undefined: no progress to note. */
  readonly checkpoint: bigint | undefined
  /** The subscription has reached the live end (stays true once it has). */
  readonly live: boolean
}

export interface SubscribeOptions {
  /** Exact event types, filtered by the server; all of ours when empty. */
  readonly types: readonly string[]
  /** Deliver what comes after this position; from the beginning of the ledger, or its end. */
  readonly after: bigint | 'start' | 'end'
  /** Most events in one batch; default 1,000. */
  readonly maxBatch?: number
  /** Ends the iteration quietly. */
  readonly signal: AbortSignal
}

/**
 * The event store. Every call has its own deadline (2.5 s) and ends in a DecklogError: `DECKLOG_LEDGER_UNAVAILABLE` when nothing
 * was stored, `DECKLOG_OUTCOME_UNKNOWN` when an append may have been, `DECKLOG_REVISION_CONFLICT`, `DECKLOG_STREAM_DELETED`.
 */
export interface Ledger {
  append(
    stream: string,
    events: readonly NewEvent[],
    options?: { readonly expected?: ExpectedRevision },
  ): Promise<Appended>
  /** Reads a stream in pages of the server; a missing stream reads as empty. */
  read(stream: string, options?: ReadOptions): AsyncIterable<StoredEvent>
  /** Reads the whole ledger in commit order, without the store's own (`$`) events. */
  readAll(options?: ReadAllOptions): AsyncIterable<StoredEvent>
  /** The same for whoever reads very many: an iteration for each costs more than reading it. */
  readAllInBatches(options?: ReadAllOptions): AsyncIterable<readonly StoredEvent[]>
  /**
   * Follows the ledger. A batch is what arrived while the last one was handled. Throws `DECKLOG_LEDGER_UNAVAILABLE` when the
   * connection is lost or the server drops a slow reader: subscribe again after the last checkpoint.
   */
  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionBatch>
  /** Sets a stream's retention, only when it differs. */
  limit(stream: string, limits: LimitChange): Promise<void>
  /** Position of the newest event, 0 in an empty ledger. */
  head(): Promise<bigint>
  close(): Promise<void>
}
