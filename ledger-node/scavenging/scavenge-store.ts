import type { PoolClient } from 'pg'
import type { Database } from '../../postgres/database.ts'
import { bodyDigest, framesOf } from '../storing/append-row.ts'
import { toNumber } from '../wire/numbers.ts'
import type { RowHead, ScavengePlan } from './plan-scavenge.ts'

/** A stream with its oldest row and the revision of its newest one. */
export interface StreamEnds {
  readonly streamId: number
  readonly name: string
  readonly oldest: RowHead
  readonly last: number
}

/** Finds and removes what is to leave the disk. */
export interface ScavengeStore {
  /** The next streams after one, in the order of their ids, without those that hold nothing; `next` is undefined at the end. */
  streams(
    after: number,
  ): Promise<{ readonly found: readonly StreamEnds[]; readonly next: number | undefined }>
  /** The oldest rows of some streams, each stream's in order; what is too much for one step is left out. */
  oldestRows(streamIds: readonly number[]): Promise<readonly RowHead[]>
  /** Removes all of it or, when the node of this epoch no longer has the ledger, nothing. */
  remove(epoch: number, plans: readonly ScavengePlan[]): Promise<'removed' | 'fenced'>
}

const pageStreams = 256
const stepRows = 500
const stepBytes = 16 * 1024 * 1024

interface HeadRow {
  readonly stream_id: number
  readonly position: number
  readonly revision: string
  readonly events: number
  readonly recorded_at_ms: number
  readonly bytes: number
}

interface EndsRow extends HeadRow {
  readonly name: Buffer
  readonly last: string | null
}

const head = `
  stream_id, position, revision::text as revision, events,
  (extract(epoch from recorded_at) * 1000)::int8 as recorded_at_ms, octet_length(body) as bytes
`

/** Scavenges the ledger that `database` holds. */
export function createScavengeStore(database: Database): ScavengeStore {
  return {
    async streams(after) {
      const rows = await database.query<EndsRow & { readonly id: number }>(
        `
          select streams.id, streams.name, newest.last, oldest.*
          from (select id, name from ledger.streams where id > $1 order by id limit $2) as streams
          left join lateral (
            select revision::text as last from ledger.appends
            where stream_id = streams.id order by appends.revision desc limit 1
          ) as newest on true
          left join lateral (
            select ${head} from ledger.appends
            where stream_id = streams.id order by appends.revision limit 1
          ) as oldest on true
          order by streams.id
        `,
        [after, pageStreams],
      )
      const found = rows.flatMap(row => (row.last === null ? [] : [endsOf(row, row.last)]))
      return { found, next: rows.length < pageStreams ? undefined : rows.at(-1)?.id }
    },
    async oldestRows(streamIds) {
      const rows = await database.query<HeadRow>(
        `
          select oldest.*
          from unnest($1::int8[]) with ordinality as wanted (stream_id, n)
          cross join lateral (
            select ${head} from ledger.appends
            where appends.stream_id = wanted.stream_id order by appends.revision limit $2
          ) as oldest
          order by wanted.n, oldest.revision::int8
          limit $2
        `,
        [streamIds, stepRows],
      )
      return upTo(stepBytes, rows.map(toHead))
    },
    remove: (epoch, plans) =>
      // Lost in a crash, it is done again.
      database.withTransaction(client => remove(client, epoch, plans), 'rebuildable'),
  }
}

async function remove(
  client: PoolClient,
  epoch: number,
  plans: readonly ScavengePlan[],
): Promise<'removed' | 'fenced'> {
  // Another node that takes the ledger over waits for this transaction.
  const { rowCount } = await client.query('select from ledger.node where epoch = $1 for share', [
    epoch,
  ])
  if (rowCount === 0) return 'fenced'
  const removed = plans.flatMap(plan => plan.remove.map(row => row.position))
  await client.query('delete from ledger.appends where position = any($1::int8[])', [removed])
  for (const { trim } of plans) if (trim) await trimRow(client, trim)
  await client.query(
    `
      update ledger.streams set kept_from = greatest(streams.kept_from, scavenged.kept_from)
      from unnest($1::int8[], $2::int8[]) as scavenged (id, kept_from)
      where streams.id = scavenged.id
    `,
    [plans.map(streamOf), plans.map(plan => plan.keptFrom)],
  )
  return 'removed'
}

/** Removes the oldest events of a row: what is left ends where it did. */
async function trimRow(
  client: PoolClient,
  { row, keep }: NonNullable<ScavengePlan['trim']>,
): Promise<void> {
  const gone = row.events - keep
  const { rows } = await client.query<{ body: Buffer }>(
    'select body from ledger.appends where position = $1 and events = $2 for update',
    [row.position, row.events],
  )
  const body = rows[0]?.body
  const start = body ? (framesOf(body)[gone]?.start ?? 0) : 0
  if (!body) throw new Error(`The append at ${row.position} has changed meanwhile`)
  await client.query(
    `
      update ledger.appends
      set events = $2, body = substring(body from $3::int4),
        first_id = encode(substring(ids from $4::int4 for 16), 'hex')::uuid,
        ids = case when $2 > 1 then substring(ids from $4::int4) end,
        digest = case when digest is not null then $5::bytea end
      where position = $1
    `,
    [row.position, keep, start + 1, gone * 16 + 1, bodyDigest(body.subarray(start))],
  )
}

/** At least one row, and no more bytes beside it. */
function upTo(bytes: number, rows: readonly RowHead[]): readonly RowHead[] {
  let sum = 0
  return rows.filter((row, i) => {
    sum += row.bytes
    return i === 0 || sum <= bytes
  })
}

function streamOf({ remove: rows, trim }: ScavengePlan): number | undefined {
  return (rows[0] ?? trim?.row)?.streamId
}

function endsOf(row: EndsRow, last: string): StreamEnds {
  return {
    streamId: row.stream_id,
    name: row.name.toString('utf8'),
    oldest: toHead(row),
    last: toNumber(last),
  }
}

function toHead(row: HeadRow): RowHead {
  return {
    streamId: row.stream_id,
    position: row.position,
    revision: toNumber(row.revision),
    events: row.events,
    recordedAtMs: row.recorded_at_ms,
    bytes: row.bytes,
  }
}
