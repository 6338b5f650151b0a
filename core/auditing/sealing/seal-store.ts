import type { PoolClient } from 'pg'
import type { Database } from '../../../postgres/database.ts'
import { DecklogError } from '../../errors.ts'
import type { LastEvent } from '../../ledger/same-ledger.ts'
import type { HeldLease } from '../../leases/leases.ts'
import { emptyRoot, type Hash } from '../transparency/merkle.ts'
import { hashBytes, levelSize, tileWidth } from '../transparency/tiles.ts'
import type { Growth, LogEnd } from './growing-log.ts'

/** How far the ledger has been sealed under a name, and the last event that was. */
export interface SealProgress {
  readonly position: bigint
  readonly last: (LastEvent & { readonly position: bigint }) | undefined
}

/** A log as it was left. */
export interface KeptLog extends LogEnd {
  readonly root: Hash
  /** Every public key that it was signed by. */
  readonly vkeys: readonly string[]
}

/** What is to be kept of one log: what it has grown by, and the checkpoint over it. */
export interface SealedGrowth extends Growth {
  readonly origin: string
  /** Absent while nothing may be signed. */
  readonly note: string | undefined
  readonly vkeys: readonly string[]
}

/** The name that the logs have had last; undefined where nothing was ever sealed. */
export async function newestBase(database: Database): Promise<string | undefined> {
  const [row] = await database.query<{ readonly base: string }>(
    'select base from seal_series order by created_at desc, base limit 1',
  )
  return row?.base
}

/** Begins the logs of a name, or finds how far they are. */
export async function openSeries(
  client: PoolClient,
  base: string,
  origins: readonly string[],
): Promise<SealProgress> {
  await client.query('insert into seal_series (base) values ($1) on conflict do nothing', [base])
  await client.query(
    `
      insert into sealed_logs (origin, base, root) select origin, $1, $2
      from unnest($3::text[]) as origins (origin) on conflict do nothing
    `,
    [base, emptyRoot, origins],
  )
  const { rows } = await client.query<SeriesRow>(
    `
      select position::text, last_stream, last_revision::text, last_event_id, last_position::text
      from seal_series where base = $1
    `,
    [base],
  )
  const [row] = rows
  const { last_stream: stream, last_revision: revision, last_event_id: id } = row ?? {}
  const position = BigInt(row?.last_position ?? 0)
  const last =
    stream && revision && id ? { stream, revision: BigInt(revision), id, position } : undefined
  return { position: BigInt(row?.position ?? 0), last }
}

interface SeriesRow {
  readonly position: string
  readonly last_stream: string | null
  readonly last_revision: string | null
  readonly last_event_id: string | null
  readonly last_position: string | null
}

/** Reads the end of a log. */
export async function readLogEnd(client: PoolClient, origin: string): Promise<KeptLog> {
  const { rows } = await client.query<{ size: string; root: Buffer; vkeys: string }>(
    'select size::text, root, vkeys from sealed_logs where origin = $1',
    [origin],
  )
  const size = Number(rows[0]?.size ?? 0)
  const levels = Array.from({ length: 8 }, (_, level) => level)
  const open = levels.map(level => Math.floor(levelSize(size, level) / tileWidth))
  const tiles = await client.query<{ level: number; hashes: Buffer }>(
    `
      select level, hashes from sealed_tiles
      join unnest($2::smallint[], $3::bigint[]) as open (level, n) using (level, n)
      where origin = $1
    `,
    [origin, levels, open],
  )
  const byLevel = new Map(tiles.rows.map(({ level, hashes }) => [level, hashes]))
  const bundles = await client.query<BundleRow>(
    'select entries, marks, newest_at from sealed_bundles where origin = $1 and n = $2',
    [origin, open[0]],
  )
  const [bundle] = bundles.rows
  const { entries, marks, newest_at: newestAt } = bundle ?? {}
  return {
    size,
    root: rows[0]?.root ?? emptyRoot,
    vkeys: (rows[0]?.vkeys ?? '').split('\n').filter(Boolean),
    partial: levels.map(level => {
      const width = levelSize(size, level) % tileWidth
      return (byLevel.get(level) ?? Buffer.alloc(0)).subarray(0, width * hashBytes)
    }),
    lastBundle:
      entries && marks && newestAt ? { n: open[0] ?? 0, entries, marks, newestAt } : undefined,
  }
}

interface BundleRow {
  readonly entries: Buffer
  readonly marks: Buffer
  readonly newest_at: Date
}

/** Keeps what was sealed, all of it or nothing; DECKLOG_LEASE_LOST where another has taken over. */
export async function keepSealed(
  database: Database,
  lease: HeldLease,
  sealed: {
    readonly base: string
    readonly progress: SealProgress
    readonly logs: readonly SealedGrowth[]
  },
): Promise<void> {
  const { base, progress, logs } = sealed
  await database.withTransaction(async client => {
    await lease.assert(client)
    for (const log of logs) await keepLog(client, log)
    const { position, last } = progress
    await client.query(
      `
        update seal_series
        set position = $2, last_stream = coalesce($3, last_stream),
          last_revision = coalesce($4, last_revision), last_event_id = coalesce($5, last_event_id),
          last_position = coalesce($6, last_position)
        where base = $1
      `,
      [
        ...[base, position.toString(), last?.stream, last?.revision.toString(), last?.id],
        last?.position.toString(),
      ],
    )
  })
}

async function keepLog(client: PoolClient, log: SealedGrowth): Promise<void> {
  const { origin, olderSize, size, root, tiles, bundles, note, vkeys } = log
  const { rowCount } = await client.query(
    `
      update sealed_logs set size = $3, root = $4, vkeys = $5 where origin = $1 and size = $2
    `,
    [origin, olderSize, size, root, vkeys.join('\n')],
  )
  if (rowCount !== 1)
    throw new DecklogError('DECKLOG_LEASE_LOST', `${origin} is not as long as it was left`)
  await client.query(
    `
      insert into sealed_tiles (origin, level, n, hashes)
      select $1, * from unnest($2::smallint[], $3::bigint[], $4::bytea[])
      on conflict (origin, level, n) do update set hashes = excluded.hashes
    `,
    [origin, tiles.map(one => one.level), tiles.map(one => one.n), tiles.map(one => one.hashes)],
  )
  await client.query(
    `
      insert into sealed_bundles (origin, n, entries, marks, newest_at)
      select $1, * from unnest($2::bigint[], $3::bytea[], $4::bytea[], $5::timestamptz[])
      on conflict (origin, n) do update
      set entries = excluded.entries, marks = excluded.marks, newest_at = excluded.newest_at
    `,
    [
      origin,
      bundles.map(one => one.n),
      bundles.map(one => one.entries),
      bundles.map(one => one.marks),
      bundles.map(one => one.newestAt.toISOString()),
    ],
  )
  if (note === undefined) return
  await client.query('insert into sealed_checkpoints (origin, size, note) values ($1, $2, $3)', [
    origin,
    size,
    note,
  ])
}

/** Every public key that signed the logs of a name. */
export async function readVkeys(database: Database, base: string): Promise<readonly string[]> {
  const rows = await database.query<{ readonly vkeys: string }>(
    'select vkeys from sealed_logs where base = $1 order by origin',
    [base],
  )
  return rows.flatMap(({ vkeys }) => vkeys.split('\n').filter(Boolean))
}
