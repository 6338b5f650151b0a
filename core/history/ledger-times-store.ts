import type { Database } from '../../postgres/database.ts'
import type { LastEvent } from '../ledger/same-ledger.ts'
import type { HeldLease } from '../leases/leases.ts'
import type { TimeIndex } from './read-history.ts'

/** When a position of the ledger was recorded. */
export interface Moment {
  readonly position: bigint
  readonly recordedAt: Date
}

/** How far the ledger has been looked through. */
export interface Progress {
  readonly position: bigint
  readonly last: LastEvent | undefined
  readonly newest: Moment | undefined
}

/** What was found, up to and with a position. */
interface Found {
  readonly moments: readonly Moment[]
  readonly position: bigint
  readonly last?: LastEvent | undefined
}

// The ledger's clock may have been set back by as much.
const slack = `interval '1 hour'`

/** Creates what says where to look for a time. */
export function createTimeIndex(database: Database): TimeIndex {
  return {
    before: time => positionBefore(database, time),
    after: time => positionAfter(database, time),
  }
}

/**
 * A position before which nothing was recorded at `time` or later, however the clock was set; undefined when none is known. It is that
 * of an event, which the ledger can be read from.
 */
async function positionBefore(database: Database, time: Date): Promise<bigint | undefined> {
  const [row] = await database.query<{ readonly position: string | null }>(
    `
      select max(position)::text as position from ledger_times where position < coalesce(
        (
          select min(position) from ledger_times
          where recorded_at >= $1::timestamptz and recorded_at < $1::timestamptz + ${slack}
        ),
        (
          select position from ledger_times where recorded_at >= $1 order by recorded_at, position limit 1
        ),
        9223372036854775807
      )
    `,
    [time],
  )
  return row?.position ? BigInt(row.position) : undefined
}

/** A position behind which nothing was recorded before `time`, as `positionBefore`. */
async function positionAfter(database: Database, time: Date): Promise<bigint | undefined> {
  const [row] = await database.query<{ readonly position: string | null }>(
    `
      select min(position)::text as position from ledger_times where position > coalesce(
        (
          select max(position) from ledger_times
          where recorded_at < $1::timestamptz and recorded_at >= $1::timestamptz - ${slack}
        ),
        (
          select position from ledger_times where recorded_at < $1
          order by recorded_at desc, position desc limit 1
        ),
        -1
      )
    `,
    [time],
  )
  return row?.position ? BigInt(row.position) : undefined
}

/** Reads how far the ledger has been looked through. */
export function loadProgress(database: Database, lease: HeldLease): Promise<Progress> {
  return database.withTransaction(async client => {
    await lease.assert(client)
    const { rows } = await client.query<ProgressRow>(`
      select
        progress.position::text, last_stream, last_revision::text, last_event_id,
        newest.position::text as newest, recorded_at
      from ledger_times_progress as progress
      left join lateral (select * from ledger_times order by position desc limit 1) as newest on true
    `)
    const [row] = rows
    return row ? toProgress(row) : { position: 0n, last: undefined, newest: undefined }
  })
}

/** Keeps what was found. */
export function noteTimes(
  database: Database,
  lease: HeldLease,
  { moments, position, last }: Found,
): Promise<void> {
  return database.withTransaction(async client => {
    await lease.assert(client)
    await client.query(
      `
        insert into ledger_times (position, recorded_at)
        select * from unnest($1::bigint[], $2::timestamptz[])
        on conflict do nothing
      `,
      [moments.map(one => String(one.position)), moments.map(one => one.recordedAt.toISOString())],
    )
    await client.query(
      `
        insert into ledger_times_progress as progress
          (position, last_stream, last_revision, last_event_id)
        values ($1, $2, $3, $4)
        on conflict (one) do update
        set position = excluded.position,
          last_stream = coalesce(excluded.last_stream, progress.last_stream),
          last_revision = coalesce(excluded.last_revision, progress.last_revision),
          last_event_id = coalesce(excluded.last_event_id, progress.last_event_id)
      `,
      [String(position), last?.stream ?? null, last?.revision.toString() ?? null, last?.id ?? null],
    )
  })
}

/** Adds moments that somebody came by who looked through the ledger for something else. */
export async function noteMoments(database: Database, moments: readonly Moment[]): Promise<void> {
  await database.query(
    `
      insert into ledger_times (position, recorded_at)
      select * from unnest($1::bigint[], $2::timestamptz[])
      on conflict do nothing
    `,
    [moments.map(one => String(one.position)), moments.map(one => one.recordedAt.toISOString())],
  )
}

/** Forgets all of another ledger. */
export function forgetTimes(database: Database, lease: HeldLease): Promise<Progress> {
  return database.withTransaction(async client => {
    await lease.assert(client)
    await client.query('delete from ledger_times')
    await client.query('delete from ledger_times_progress')
    return { position: 0n, last: undefined, newest: undefined }
  })
}

interface ProgressRow {
  readonly position: string
  readonly last_stream: string | null
  readonly last_revision: string | null
  readonly last_event_id: string | null
  readonly newest: string | null
  readonly recorded_at: Date | null
}

function toProgress(row: ProgressRow): Progress {
  const { last_stream: stream, last_revision: revision, last_event_id: id } = row
  const isKnown = stream !== null && revision !== null && id !== null
  return {
    position: BigInt(row.position),
    last: isKnown ? { stream, revision: BigInt(revision), id } : undefined,
    newest:
      row.newest !== null && row.recorded_at !== null
        ? { position: BigInt(row.newest), recordedAt: row.recorded_at }
        : undefined,
  }
}
