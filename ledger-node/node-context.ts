import type { AppendStore } from './append-store.ts'
import type { LedgerWriter } from './ledger-writer.ts'
import type { LiveHub } from './live-hub.ts'
import type { StreamCache } from './stream-cache.ts'

/** What the calls of a node work on. */
export interface NodeContext {
  readonly streams: StreamCache
  readonly store: AppendStore
  readonly writer: LedgerWriter
  readonly hub: LiveHub
}
