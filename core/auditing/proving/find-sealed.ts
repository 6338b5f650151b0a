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

/** So many bundles are looked through near the time that an id tells, before all are. */
const nearby = 64
/** The clocks of those who make ids and of the ledger are not the same. */
const slackMs = 600_000

/**
 * Finds the entry of an event among the logs; undefined when it was not sealed, or has been pruned. Ids of version 7 tell when they were made, and
 * are looked for near that; of others, and of what is not there, the marks of all are looked through.
 */
export async function findSealed(
  database: Database,
  origins: readonly string[],
  id: string,
): Promise<SealedEntry | undefined> {
  const madeAtMs = timeOf(id)
  for (const origin of madeAtMs === undefined ? [] : origins) {
    const from = await firstSince(database, origin, new Date((madeAtMs ?? 0) - slackMs))
    const near = findIn(
      await database.query<BundleRow>(
        `
          select origin, n::text, entries from (
            select * from sealed_bundles where origin = $1 and n >= $3 order by n limit ${nearby}
          ) as near
          where position($2::bytea in marks) > 0 order by n
        `,
        [origin, markOf(id), from],
      ),
      id,
    )
    if (near) return near
  }
  return findIn(
    await database.query<BundleRow>(
      `
        select origin, n::text, entries from sealed_bundles
        where origin = any($1) and position($2::bytea in marks) > 0 order by origin, n
      `,
      [origins, markOf(id)],
    ),
    id,
  )
}

/** When an id of version 7 was made, in milliseconds of the epoch; undefined of others. */
function timeOf(id: string): number | undefined {
  const [, high = '', low = ''] = /^([0-9a-f]{8})-([0-9a-f]{4})-7/i.exec(id) ?? []
  return high === '' ? undefined : Number.parseInt(high + low, 16)
}

/** The number of the first bundle whose newest entry is not older than a time. Bundles grow in time, and those pruned are passed. */
async function firstSince(database: Database, origin: string, time: Date): Promise<number> {
  const [last] = await database.query<{ readonly n: string }>(
    'select n::text from sealed_bundles where origin = $1 order by n desc limit 1',
    [origin],
  )
  let [low, high] = [0, Number(last?.n ?? 0)]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const [row] = await database.query<{ readonly n: string; readonly newest_at: Date }>(
      `
        select n::text, newest_at from sealed_bundles
        where origin = $1 and n >= $2 order by n limit 1
      `,
      [origin, middle],
    )
    if (!row || row.newest_at >= time) high = middle
    else low = Number(row.n) + 1
  }
  return low
}

function findIn(rows: readonly BundleRow[], id: string): SealedEntry | undefined {
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
