import type { Appended, ExpectedRevision } from './ledger.ts'

/** An event as whoever carries a ledger away has to see it: of any program, with the store's own marks about streams. */
export interface WholeEvent {
  readonly id: string
  readonly stream: string
  readonly revision: bigint
  readonly position: bigint
  readonly type: string
  /** `json`: `data` is the value. `bytes`: it is a Uint8Array. */
  readonly content: 'json' | 'bytes'
  readonly data: unknown
  /** The JSON value, bytes where it was none, undefined where there was nothing. */
  readonly metadata: unknown
  /** When this ledger stored it. */
  readonly storedAt: Date
}

/** An event to be stored as it is. */
export type CarriedEvent = Pick<WholeEvent, 'id' | 'type' | 'content' | 'data'> & {
  readonly metadata: object
}

/** Which part of the ledger is read. */
export interface WholeRead {
  readonly direction?: 'forwards' | 'backwards'
  /** Forwards: events after this position. */
  readonly after?: bigint
  /** Forwards: events at this position or after it. */
  readonly from?: bigint
  readonly signal?: AbortSignal | undefined
}

/**
 * The event store for whoever carries all of it: what other programs wrote, in the bytes they wrote, and the marks that streams are
 * limited, cut off or deleted. Errors are those of `Ledger`; an append has 20 s, so that none is dropped between others that are not.
 */
export interface WholeLedger {
  /** Reads in commit order: all events that are not the store's own, and of those `$metadata` and `$streamDeleted`. */
  readAll(read?: WholeRead): AsyncIterable<WholeEvent>
  /** Reads one stream, newest first; a missing one is empty. */
  readBack(stream: string): AsyncIterable<WholeEvent>
  /** Whether appends that are sent without waiting for one another are stored in the order in which they were sent. */
  keepsOrder(): Promise<boolean>
  append(
    stream: string,
    events: readonly CarriedEvent[],
    expected: ExpectedRevision,
  ): Promise<Pick<Appended, 'revision'>>
  /** Deletes a stream: it can be begun anew (`soft`), or never again (`for_good`). One that is not there is left alone. */
  remove(stream: string, how: 'soft' | 'for_good'): Promise<void>
  /** Position of the newest event of any kind, 0 when there is none. */
  head(): Promise<bigint>
  close(): Promise<void>
}

/** What can be copied: a ledger, or an export of one. */
export type ReadableWhole = Pick<WholeLedger, 'readAll' | 'head'>
