import type { PageCursor } from '../../core/http/page.ts'
import type { ReadHost } from '../../core/readmodel/read-host.ts'
import type { ReleaseRow } from './table.ts'

/** A row, and the ledger position of the last event that touched it. */
export type StoredRelease = ReleaseRow & { readonly position: string }

/** Which releases of the list, and where its page begins. */
export interface ReleaseFilter {
  readonly commit?: string
  readonly verdict?: string
  readonly after: { readonly registeredAt: Date; readonly id: string } | undefined
  readonly limit: number
}

/** Lists releases, newest first, one more than the limit when there are more. */
export function listReleases(
  read: ReadHost,
  filter: ReleaseFilter,
): Promise<readonly StoredRelease[]> {
  return read.query<StoredRelease>(
    `
      select *, _position::text as position
      from ${read.view('releases')}
      where ($1::text is null or starts_with(commit, $1))
        and ($2::text is null or verdict = $2)
        and ($3::timestamptz is null or (registered_at, release_id) < ($3, $4))
      order by registered_at desc, release_id desc
      limit $5
    `,
    [
      filter.commit ?? null,
      filter.verdict ?? null,
      filter.after?.registeredAt ?? null,
      filter.after?.id ?? null,
      filter.limit + 1,
    ],
  )
}

/** Where the page after a release begins. */
export function cursorOf(release: ReleaseRow): PageCursor {
  return { sort: release.registered_at.toISOString(), id: release.release_id }
}

/** Finds a release by its id. */
export async function getRelease(read: ReadHost, id: string): Promise<StoredRelease | undefined> {
  const [release] = await read.query<StoredRelease>(
    `
      select *, _position::text as position
      from ${read.view('releases')}
      where _key = $1
    `,
    [id],
  )
  return release
}

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
