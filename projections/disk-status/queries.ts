import { defineList } from '../../core/lists/list.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { DiskStatusRow } from './row.ts'

/** A row, and the ledger position of the last event that touched it. */
export type StoredDisk = DiskStatusRow & { readonly position: string }

/** Disks by host and mount. */
export const disks = defineList<StoredDisk>()({
  of: 'disk-status',
  select: '*, _position::text as position',
  by: { host: 'text', mount: 'text' },
  direction: 'ascending',
})

/** Reads all disks of a host. */
export function disksOf(read: ReadHost, host: string): Promise<readonly StoredDisk[]> {
  return read.query<StoredDisk>(
    `
      select *, _position::text as position
      from ${read.view('disk-status')}
      where host = $1
      order by mount
    `,
    [host],
  )
}
