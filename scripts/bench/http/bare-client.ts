import { EventStoreDBClient } from '@eventstore/db-client'
import { benchEvent } from '../ledger/bench-event.ts'

/** Appends by the bare client, each caller to a stream of its own. */
export interface BareAppends {
  /** Appends a second, over so many seconds. */
  rate(seconds: number): Promise<number>
  close(): Promise<void>
}

/** Connects so many callers of one client. */
export async function appendBarely(url: string, callers: number): Promise<BareAppends> {
  const client = EventStoreDBClient.connectionString(url)
  const begun = Date.now()
  return {
    async rate(seconds) {
      const startedMs = performance.now()
      const endMs = startedMs + seconds * 1_000
      let appended = 0
      const work = async (_: unknown, caller: number): Promise<void> => {
        for (; performance.now() < endMs; appended += 1)
          await client.appendToStream(`httpBench-${begun}x${caller}`, benchEvent(appended))
      }
      await Promise.all(Array.from({ length: callers }, work))
      return appended / ((performance.now() - startedMs) / 1_000)
    },
    close: () => client.dispose(),
  }
}
