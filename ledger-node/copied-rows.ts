import type { AppendRow } from './append-row.ts'
import { eachCopied } from './copy-out.ts'
import { tombstoneRevision } from './numbers.ts'

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
