import type { Database } from '../../../postgres/database.ts'
import type { HeldLease } from '../../leases/leases.ts'
import { allMayHaveExpired, type TimedScope } from '../proving/expiry.ts'
import { unpackEntries } from '../transparency/bundle.ts'
import type { Hash } from '../transparency/merkle.ts'
import { foldComplete, split, tileWidth } from '../transparency/tiles.ts'
import { parseEntry } from './log-entry.ts'
import { originOf } from './seal-keys.ts'
import type { Stub } from './sealed-log.ts'

const dayMs = 86_400_000
/** So many bundles are read at a time. */
const atOnce = 20

/** What of a log is pruned, and what is not. */
export interface Pruning {
  /** The name of the logs; what is in decisions is never pruned. */
  readonly base: string
  /** What was sealed when, in order of time: by the longest retention of it is told what may be gone. */
  readonly scopes: readonly TimedScope[]
  readonly now: Date
  /** For so many days more than their retention entries are kept. */
  readonly afterDays: number
  /** Tells whether a legal hold is on a stream. */
  isHeld(stream: string): boolean
}

type LogDatabase = Pick<Database, 'query' | 'withTransaction'>

interface BundleRow {
  readonly n: string
  readonly entries: Buffer
  readonly newest_at: Date
  readonly hashes: Buffer | null
}

/**
 * Takes the entries of observations away whose events may all have expired, 256 together, and leaves the last of them with the hashes that prove it: by that
 * a verifier tells that the law of retention took them. All hashes stay, so that whatever was signed can be shown as before. What is held
 * stays, and so does the newest bundle. Each bundle goes in a transaction of its own. Answers how many went.
 */
export async function pruneLog(
  database: LogDatabase,
  lease: HeldLease,
  pruning: Pruning,
): Promise<number> {
  const origin = originOf(pruning.base, 'observations')
  let pruned = 0
  for (let from = 0; !lease.signal.aborted;) {
    const rows = await readBundles(database, origin, from)
    for (const row of rows) {
      // Behind it nothing is older.
      if (!isOver(row, pruning)) return pruned
      const stub = stubOf(row)
      if (!stub || isHeld(row, pruning)) continue
      await replace(database, lease, { origin, n: row.n, stub })
      pruned += 1
    }
    const last = rows.at(-1)
    if (!last || rows.length < atOnce) return pruned
    from = Number(last.n) + 1
  }
  return pruned
}

function readBundles(
  database: LogDatabase,
  origin: string,
  from: number,
): Promise<readonly BundleRow[]> {
  return database.query<BundleRow>(
    `
      select bundles.n::text, entries, newest_at, hashes
      from sealed_bundles as bundles
      left join sealed_tiles as tiles
        on tiles.origin = bundles.origin and tiles.level = 0 and tiles.n = bundles.n
      where bundles.origin = $1 and bundles.n >= $2
        and bundles.n < (select size / ${tileWidth} - 1 from sealed_logs where origin = $1)
      order by bundles.n limit ${atOnce}
    `,
    [origin, from],
  )
}

function isOver(row: BundleRow, { scopes, now, afterDays }: Pruning): boolean {
  return allMayHaveExpired(row.newest_at, scopes, new Date(now.getTime() - afterDays * dayMs))
}

function isHeld({ entries }: BundleRow, pruning: Pruning): boolean {
  return unpackEntries(entries).some(bytes => pruning.isHeld(parseEntry(bytes).stream))
}

/** What is left of a bundle; undefined where it is none of 256 entries, which nothing would prove. */
export function stubOf({
  entries,
  hashes,
}: Pick<BundleRow, 'entries' | 'hashes'>): Stub | undefined {
  const entry = unpackEntries(entries).at(-1)
  const leaves = hashes === null ? [] : split(hashes)
  if (!entry || leaves.length !== tileWidth) return undefined
  return { entry, path: Buffer.concat(pathOfLast(leaves)) }
}

/** The siblings of the last of 256 leaves, from its own up: each is the whole left half of what is left. */
function pathOfLast(leaves: readonly Hash[]): readonly Hash[] {
  const path: Hash[] = []
  for (let width = 1; width < leaves.length; width *= 2) {
    const end = leaves.length - width
    path.push(foldComplete(leaves.slice(end - width, end)))
  }
  return path
}

async function replace(
  database: LogDatabase,
  lease: HeldLease,
  { origin, n, stub }: { readonly origin: string; readonly n: string; readonly stub: Stub },
): Promise<void> {
  await database.withTransaction(async client => {
    await lease.assert(client)
    await client.query(
      `
        insert into sealed_stubs (origin, n, entry, path) values ($1, $2, $3, $4)
        on conflict (origin, n) do nothing
      `,
      [origin, n, stub.entry, stub.path],
    )
    await client.query('delete from sealed_bundles where origin = $1 and n = $2', [origin, n])
    await client.query(
      `
        update sealed_logs set minimum = coalesce(
          (select min(n) from sealed_bundles where origin = $1) * ${tileWidth}, size)
        where origin = $1
      `,
      [origin],
    )
  })
}
