import type { Logger } from 'pino'
import { appendEvents } from './eventstoredb/append.ts'
import { Connection } from './eventstoredb/connection.ts'
import { limit } from './eventstoredb/limit.ts'
import { readAll, readAllInBatches, readHead, readStream } from './eventstoredb/read.ts'
import { subscribe } from './eventstoredb/subscribe.ts'
import { shareNext } from '../timing/share-next.ts'
import type { Ledger } from './ledger.ts'

interface LedgerSettings {
  /** `esdb://host:2113?tls=false` */
  readonly url: string
  readonly log: Logger
}

/**
 * The ledger port on the official client. Create one a process: the client keeps the waiting appends of all its instances
 * together. Nothing connects before the first call.
 */
export function createLedger({ url, log }: LedgerSettings): Ledger {
  const connection = new Connection(url, log)
  return {
    async append(stream, events, { expected = 'any' } = {}) {
      const { revision, position } = await appendEvents(connection, stream, events).run(expected)
      // A repeat of events that have been truncated away succeeds without a position.
      return { revision, position: position ?? (await readHead(connection)) }
    },
    read: (stream, options = {}) => readStream(connection, stream, options),
    readAll: (options = {}) => readAll(connection, options),
    readAllInBatches: (options = {}) => readAllInBatches(connection, options),
    subscribe: options => subscribe(connection, options),
    limit: (stream, limits) => limit(connection, stream, limits),
    head: shareNext(() => readHead(connection)),
    close: () => connection.close(),
  }
}
