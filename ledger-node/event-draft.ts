import type { EventId } from './event-id.ts'

/** An event as a client proposed it. */
export interface EventDraft {
  readonly id: EventId
  readonly type: string
  readonly isJson: boolean
  readonly data: Buffer
  readonly metadata: Buffer
}
