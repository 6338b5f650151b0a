import Joi from 'joi'
import {
  columns,
  defineProjection,
  defineTable,
  type Recorded,
  type RowOf,
} from '../../core/plugin-api.ts'
import type { ListedPart } from '../../plugins/disk/answering/find-disk.ts'
import type { MountsListed } from '../../plugins/disk/mount-events.ts'

const table = defineTable({
  host: columns.text(),
  listing_id: columns.uuid(),
  listed_at: columns.timestamp(),
  event_id: columns.uuid(),
  last_revision: columns.bigint(),
  parts: columns.integer(),
  mounts: columns.json<readonly (ListedPart | null)[]>(Joi.array()),
})

type DiskMountsRow = RowOf<typeof table>

/** The mounts of every machine, as they were listed last. */
export default defineProjection<DiskMountsRow, MountsListed>({
  name: 'disk-mounts',
  version: 1,
  columns: table.columns,
  keys: event => [event.data.host],
  on: { 'disk.MountsListed': takePart },
})

// Parts may come in any order and again: a list is as new as its newest part.
function takePart(
  row: DiskMountsRow | undefined,
  { id, data, receivedAt, revision }: Recorded<MountsListed>,
): DiskMountsRow {
  const newest = Number(revision)
  const part: ListedPart = { revision: newest, mounts: data.mounts }
  if (row?.listing_id === data.listingId) {
    const known = row.mounts[data.part]
    if (known && known.revision >= newest) return row
    const mounts = row.mounts.with(data.part, part)
    return newest > row.last_revision
      ? { ...row, mounts, listed_at: receivedAt, event_id: id, last_revision: newest }
      : { ...row, mounts }
  }
  if (row && row.last_revision >= newest) return row
  return {
    host: data.host,
    listing_id: data.listingId,
    listed_at: receivedAt,
    event_id: id,
    last_revision: newest,
    parts: data.parts,
    mounts: Array.from({ length: data.parts }, (_, index) => (index === data.part ? part : null)),
  }
}
