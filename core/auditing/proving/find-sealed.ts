import type { Database } from '../../../postgres/database.ts'
import { markOf } from '../sealing/growing-log.ts'
import { type LogEntry, parseEntry } from '../sealing/log-entry.ts'
import { unpackEntries } from '../transparency/bundle.ts'
import { tileWidth } from '../transparency/tiles.ts'

/** An entry of an event, and where it is. */
export interface SealedEntry {
  readonly origin: string
  readonly index: number
  readonly entry: LogEntry
  readonly bytes: Buffer
}

/** Finds the entry of an event among the logs; undefined when it was not sealed, or has been pruned. */
export async function findSealed(
  database: Database,
  origins: readonly string[],
  id: string,
): Promise<SealedEntry | undefined> {
  const rows = await database.query<BundleRow>(
    `
      select origin, n::text, entries from sealed_bundles
      where origin = any($1) and position($2::bytea in marks) > 0 order by origin, n
    `,
    [origins, markOf(id)],
  )
  for (const { origin, n, entries } of rows) {
    for (const [i, bytes] of unpackEntries(entries).entries()) {
      const entry = parseEntry(bytes)
      if (entry.id === id) return { origin, index: Number(n) * tileWidth + i, entry, bytes }
    }
  }
  return undefined
}

interface BundleRow {
  readonly origin: string
  readonly n: string
  readonly entries: Buffer
}
