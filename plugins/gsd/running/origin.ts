import type { Recorded } from '../../../core/event.ts'
import type { RunEvent } from '../events.ts'

/** Who caused an event, as `kind:id`, and when it was received. */
export interface Origin {
  readonly actor: string
  readonly at: string
}

/** Reads the origin of an event as a run keeps it. */
export function originOf({ metadata, receivedAt }: Recorded<RunEvent>): Origin {
  return { actor: metadata['actor'] ?? '', at: receivedAt.toISOString() }
}
