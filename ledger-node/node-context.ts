import type { AppendStore } from './storing/append-store.ts'
import type { LedgerWriter } from './writing/ledger-writer.ts'
import type { LiveHub } from './reading/live-hub.ts'
import type { StreamCache } from './storing/stream-cache.ts'

/** What the calls of a node work on. */
export interface NodeContext {
  readonly streams: StreamCache
  readonly store: AppendStore
  readonly writer: LedgerWriter
  readonly hub: LiveHub
}
