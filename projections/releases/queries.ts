import { defineList } from '../../core/lists/list.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { ReleaseRow } from './table.ts'

/** A row, and the ledger position of the last event that touched it. */
export type StoredRelease = ReleaseRow & { readonly position: string }

/** Releases, newest first. */
export const releases = defineList<StoredRelease>()({
  of: 'releases',
  select: '*, _position::text as position',
  by: { registered_at: 'timestamptz', release_id: 'text' },
  direction: 'descending',
})

/** Finds the release that passed its newest verification most recently. */
export async function getLastKnownGood(read: ReadHost): Promise<StoredRelease | undefined> {
  const [release] = await read.query<StoredRelease>(
    `
      select *, _position::text as position
      from ${read.view('releases')}
      where verdict = 'passed'
      order by verified_at desc, release_id desc
      limit 1
    `,
  )
  return release
}
