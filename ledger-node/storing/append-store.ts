import type { Database } from '../../postgres/database.ts'
import type { AppendRow } from './append-row.ts'
import { copyOut, eachCopied } from './copy-out.ts'
import { maxInt64, tombstoneRevision } from '../wire/numbers.ts'

const pageRows = 512
const pageBytes = 256 * 1024

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
    forwards: from => page(database, `position >= ${from}`, 'position'),
    backwards: before =>
      page(
        database,
        `position <= coalesce(
          (select position from ledger.appends where position >= ${before} order by position limit 1), ${before})
          and position - events + 1 < ${before}`,
        'position desc',
      ),
    streamForwards: ({ streamId, from, to, notBeforeMs }) =>
      page(
        database,
        `stream_id = ${streamId} and revision >= ${from} and revision - events + 1 <= ${toSql(to)}
          and recorded_at >= to_timestamp(${notBeforeMs}::float8 / 1000)`,
        'revision',
      ),
    streamBackwards: ({ streamId, from, to, notBeforeMs }) =>
      page(
        database,
        `stream_id = ${streamId} and revision >= ${from} and revision <= coalesce(
          (select revision from ledger.appends
            where stream_id = ${streamId} and revision >= ${toSql(to)} order by revision limit 1), ${toSql(to)})
          and revision - events + 1 <= ${toSql(to)}
          and recorded_at >= to_timestamp(${notBeforeMs}::float8 / 1000)`,
        'revision desc',
      ),
  }
}

/** At least one row, and no more bytes than a page may have beside it. COPY takes no parameters; all that stands in for them are numbers. */
async function page(database: Database, where: string, order: string): Page {
  const text = `
    copy (
      select ${copiedColumns}
      from (
        select *, sum(octet_length(body)) over (order by ${order}) - octet_length(body) as bytes_before
        from ledger.appends
        where ${where}
        order by ${order}
        limit ${pageRows}
      ) as page
      where bytes_before < ${pageBytes}
      order by ${order}
    ) to stdout (format binary)
  `
  return readCopiedRows(await database.withClient(client => copyOut(client, text)))
}

function toSql(revision: number): string {
  return revision === tombstoneRevision ? String(maxInt64) : String(revision)
}

/** What `readCopiedRows` reads: an int8, an int8, an int4 and a bytea. */
export const copiedColumns = 'position, revision, events, body'

/** Bytes before the first row: a signature of 11, flags, and the length of an extension that there is none of. */
const headSize = 19
/** Where the columns of a row begin, after the number of columns and the length before each. */
const at = { position: 6, revision: 18, events: 30, bodySize: 34, body: 38 }

/**
 * Reads the rows of a copy of these columns in Postgres' binary format. Its memory is used on: the bodies are moved together, so that
 * they can go out as one.
 *
 * Source of the format: PostgreSQL, COPY, "Binary Format".
 */
export function readCopiedRows(messages: Buffer): AppendRow[] {
  const rows: AppendRow[] = []
  let skip = headSize
  let moved = 0
  eachCopied(messages, (start, end) => {
    const row = start + skip
    skip = 0
    // The head may come alone, and the end has no columns.
    if (end - row < at.body) return
    const size = messages.readInt32BE(row + at.bodySize)
    rows.push({
      position: readInt8(messages, row + at.position),
      revision: readInt8(messages, row + at.revision),
      events: messages.readInt32BE(row + at.events),
      body: messages.subarray(moved, moved + size),
    })
    messages.copyWithin(moved, row + at.body, row + at.body + size)
    moved += size
  })
  return rows
}

/** A number up to 2^53, or a tombstone's revision. */
function readInt8(bytes: Buffer, start: number): number {
  const high = bytes.readInt32BE(start)
  return high === 0x7fffffff ? tombstoneRevision : high * 2 ** 32 + bytes.readUInt32BE(start + 4)
}
