import type { Expected } from './decide.ts'
import type { EventDraft } from '../protocol/event-draft.ts'

/** What a client asks to have written. */
export interface WriteRequest {
  readonly kind: 'append' | 'delete' | 'tombstone'
  readonly stream: string
  readonly expected: Expected
  readonly events: readonly EventDraft[]
  /** After this nobody waits any more, so nothing is to be written. */
  readonly deadlineMs: number
}

/**
 * What became of it. `written` answers the revision and position of the last event; a repeat whose event can no longer be read has
 * no position. `late` and `unavailable`: nothing was written. `unknown`: it may have been.
 */
export type WriteAnswer =
  | { readonly kind: 'written'; readonly revision: number; readonly position: number | undefined }
  | { readonly kind: 'conflict'; readonly actual: number }
  | { readonly kind: 'deleted' | 'late' | 'unavailable' | 'unknown' }
