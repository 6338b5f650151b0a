import type { Database } from '../../readmodel/database.ts'
import type { AppendRow } from './append-row.ts'
import { maxInt64, toNumber, tombstoneRevision } from './numbers.ts'

const columns = 'position, revision::text as revision_text, events, body'
const pageRows = 512
const pageBytes = 256 * 1024

interface StoredRow {
  readonly position: number
  readonly revision_text: string
  readonly events: number
  readonly body: Buffer
}

/** Part of a stream that readers may see. */
export interface StreamRange {
  readonly streamId: number
  /** First and last revision, inclusive. */
  readonly from: number
  readonly to: number
  /** Events recorded before this are too old to be seen. */
  readonly notBeforeMs: number
}

/** A page of rows in the order asked for; an empty page is the end. A row may hold events beyond the range asked for. */
export type Page = Promise<readonly AppendRow[]>

/** Reads the committed appends. */
export interface AppendStore {
  /** Rows of the ledger with events at or after `from`. */
  forwards(from: number): Page
  /** Rows of the ledger with events before `before`, newest first. */
  backwards(before: number): Page
  streamForwards(range: StreamRange): Page
  streamBackwards(range: StreamRange): Page
}

/** Reads the appends that `database` holds. */
export function createAppendStore(database: Database): AppendStore {
  return {
    forwards: from =>
      page(database, {
        name: 'forwards',
        where: 'position >= $3',
        order: 'position',
        values: [from],
      }),
    backwards: before =>
      page(database, {
        name: 'backwards',
        where: `position <= coalesce(
          (select position from ledger.appends where position >= $3 order by position limit 1), $3)
          and position - events + 1 < $3`,
        order: 'position desc',
        values: [before],
      }),
    streamForwards: ({ streamId, from, to, notBeforeMs }) =>
      page(database, {
        name: 'stream forwards',
        where: `stream_id = $3 and revision >= $4 and revision - events + 1 <= $5
          and recorded_at >= to_timestamp($6::float8 / 1000)`,
        order: 'revision',
        values: [streamId, from, toSql(to), notBeforeMs],
      }),
    streamBackwards: ({ streamId, from, to, notBeforeMs }) =>
      page(database, {
        name: 'stream backwards',
        where: `stream_id = $3 and revision >= $4 and revision <= coalesce(
          (select revision from ledger.appends
            where stream_id = $3 and revision >= $5 order by revision limit 1), $5)
          and revision - events + 1 <= $5
          and recorded_at >= to_timestamp($6::float8 / 1000)`,
        order: 'revision desc',
        values: [streamId, from, toSql(to), notBeforeMs],
      }),
  }
}

interface PageQuery {
  /** Of the prepared statement. */
  readonly name: string
  readonly where: string
  readonly order: string
  readonly values: readonly unknown[]
}

/** At least one row, and no more bytes than a page may have beside it. */
async function page(database: Database, { name, where, order, values }: PageQuery): Page {
  const text = `
    select ${columns}
    from (
      select *, sum(octet_length(body)) over (order by ${order}) - octet_length(body) as bytes_before
      from ledger.appends
      where ${where}
      order by ${order}
      limit $1
    ) as page
    where bytes_before < $2
    order by ${order}
  `
  const { rows } = await database.withClient(client =>
    client.query<StoredRow>({ name, text, values: [pageRows, pageBytes, ...values] }),
  )
  return rows.map(toAppendRow)
}

function toAppendRow(row: StoredRow): AppendRow {
  return {
    position: row.position,
    revision: toNumber(row.revision_text),
    events: row.events,
    body: row.body,
  }
}

function toSql(revision: number): string {
  return revision === tombstoneRevision ? String(maxInt64) : String(revision)
}
