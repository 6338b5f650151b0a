import { defineProjection } from '../../core/projection.ts'
import { takeSample, takeSummary } from './fold.ts'
import { keysOf, type UsageEvent } from './keys.ts'
import type { DiskUsageRow } from './row.ts'

/**
 * How the use of every disk went: buckets of 5 minutes and 1 hour from its samples, of 1 day from the summaries of its days. Before
 * samples expire, `disk.DetailExpired` takes the fine buckets of their day away, so that a rebuild from what the
 * ledger still has ends in the same rows.
 */
export default defineProjection<DiskUsageRow, UsageEvent>({
  name: 'disk-usage',
  version: 1,
  columns: {
    disk_id: 'uuid',
    resolution: 'text',
    bucket_start: 'timestamptz',
    used_min_bytes: 'bigint',
    used_max_bytes: 'bigint',
    used_last_bytes: 'bigint',
    available_min_bytes: 'bigint',
    available_max_bytes: 'bigint',
    available_last_bytes: 'bigint',
    samples: 'integer',
    last_revision: 'bigint',
  },
  indexes: [['disk_id', 'resolution', 'bucket_start']],
  keys: keysOf,
  on: {
    'disk.Sampled': takeSample,
    'disk.DaySummarised': takeSummary,
    'disk.DetailExpired': () => null,
  },
})
