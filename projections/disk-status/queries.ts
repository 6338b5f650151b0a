import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { DiskStatusRow } from './row.ts'

/** A row, and the ledger position of the last event that touched it. */
export type StoredDisk = DiskStatusRow & { readonly position: string }

/** Which disks of the list, and where its page begins. */
export interface DiskFilter {
  readonly host?: string
  readonly mount?: string
  readonly after: { readonly host: string; readonly mount: string } | undefined
  readonly limit: number
}

/** Lists disks by host and mount, one more than the limit when there are more. */
export function listDisks(read: ReadHost, filter: DiskFilter): Promise<readonly StoredDisk[]> {
  return read.query<StoredDisk>(
    `
      select *, _position::text as position
      from ${read.view('disk-status')}
      where ($1::text is null or host = $1)
        and ($2::text is null or mount = $2)
        and ($3::text is null or (host, mount) > ($3, $4))
      order by host, mount
      limit $5
    `,
    [
      filter.host ?? null,
      filter.mount ?? null,
      filter.after?.host ?? null,
      filter.after?.mount ?? null,
      filter.limit + 1,
    ],
  )
}

/** Finds a disk by its id. */
export async function getDisk(read: ReadHost, id: string): Promise<StoredDisk | undefined> {
  const [disk] = await read.query<StoredDisk>(
    `
      select *, _position::text as position
      from ${read.view('disk-status')}
      where disk_id = $1
    `,
    [id],
  )
  return disk
}

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
