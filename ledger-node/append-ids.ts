import type { Written } from './decide.ts'
import type { EventId } from './event-id.ts'

/** An append as far as its ids matter. */
export interface AppendIds {
  readonly streamId: number
  /** Of its last event. */
  readonly revision: number
  readonly position: number
  readonly recordedAtMs: number
  readonly ids: readonly EventId[]
}

/** The place of the event with this index in an append. */
export function writtenAt(
  { ids, revision, position, recordedAtMs }: AppendIds,
  i: number,
): Written {
  const back = ids.length - 1 - i
  return { revision: revision - back, position: position - back, recordedAtMs }
}
