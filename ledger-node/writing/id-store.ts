import type { ClientBase } from 'pg'
import { type EventId, parseEventId, splitEventIds } from '../protocol/event-id.ts'
import { toNumber } from '../wire/numbers.ts'
import { pgArray } from '../storing/pg-array.ts'
import type { AppendIds } from './write-history.ts'

interface IdsRow {
  readonly position: number
  readonly stream_id: number
  readonly revision: string
  readonly recorded_at_ms: number
  readonly first_id: string
  readonly ids: Buffer | null
}

/** Some revisions of a stream. */
export interface RevisionRange {
  readonly streamId: number
  readonly from: number
  readonly count: number
}

const columns = `
  position, stream_id, revision::text as revision,
  (extract(epoch from recorded_at) * 1000)::int8 as recorded_at_ms, first_id, ids
`

/** The ids of the newest appends: no more appends than `limit`, nor further back than `maxIds` ids. */
export async function loadNewestIds(
  client: ClientBase,
  limit: number,
  maxIds: number,
): Promise<AppendIds[]> {
  const { rows } = await client.query<IdsRow>(
    `
      select ${columns}
      from (
        select *, sum(events) over (order by position desc) - events as newer
        from ledger.appends
        order by position desc
        limit $1
      ) as newest
      where newer < $2
      order by position desc
    `,
    [limit, maxIds],
  )
  return rows.map(toAppendIds).reverse()
}

/** The appends that begin with one of these ids. */
export async function loadByFirstId(
  client: ClientBase,
  ids: readonly EventId[],
): Promise<AppendIds[]> {
  const { rows } = await client.query<IdsRow>(
    `select ${columns} from ledger.appends where first_id = any($1::uuid[])`,
    [pgArray.uuid(ids)],
  )
  return rows.map(toAppendIds)
}

/** The appends that hold these revisions. */
export async function loadByRevision(
  client: ClientBase,
  ranges: readonly RevisionRange[],
): Promise<AppendIds[]> {
  const { rows } = await client.query<IdsRow>(
    `
      select found.*
      from unnest($1::int8[], $2::int8[], $3::int8[]) as wanted (stream_id, first, events)
      cross join lateral (
        select ${columns}
        from ledger.appends
        where appends.stream_id = wanted.stream_id and appends.revision >= wanted.first
        order by appends.revision
        limit wanted.events
      ) as found
    `,
    [ranges.map(r => r.streamId), ranges.map(r => r.from), ranges.map(r => r.count)],
  )
  return rows.map(toAppendIds)
}

function toAppendIds(row: IdsRow): AppendIds {
  return {
    streamId: row.stream_id,
    revision: toNumber(row.revision),
    position: row.position,
    recordedAtMs: row.recorded_at_ms,
    ids: row.ids ? splitEventIds(row.ids) : [parseEventId(Buffer.from(row.first_id))],
  }
}
