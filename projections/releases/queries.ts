import { defineList, type ReadHost } from '../../core/plugin-api.ts'
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

const verified = defineList<StoredRelease>()({
  ...{ of: 'releases', select: '*, _position::text as position', direction: 'descending' },
  by: { verified_at: 'timestamptz', release_id: 'text' },
})

/** Finds the release that passed its newest verification most recently. */
export function getLastKnownGood(read: ReadHost): Promise<StoredRelease | undefined> {
  return verified.first(read, { where: [`verdict = 'passed'`] })
}
