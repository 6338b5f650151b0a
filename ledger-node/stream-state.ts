import type { MetadataEvent, StreamLimits } from './stream-limits.ts'

/** What the node knows of a stream. */
export interface StreamState {
  /** 0 for a stream that was never written. */
  readonly id: number
  /** Revision of its last event: -1 when there is none, `Infinity` when it is tombstoned. */
  readonly last: number
  /** Of a metadata stream: its newest event and the limits that this sets. */
  readonly metadata?: MetadataEvent
  readonly limits?: StreamLimits
}

/** A stream that was never written. */
export const missingStream: StreamState = { id: 0, last: -1 }
