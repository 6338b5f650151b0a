import Joi from 'joi'
import {
  changeReasons,
  columns,
  defineTable,
  levels,
  type RowOf,
  severities,
} from '../../core/plugin-api.ts'
import {
  type Disk,
  failures,
  type Forecast,
  type Limits,
} from '../../plugins/disk/sample-events.ts'

/** One disk: its last reading, its last failed one, and its recorded severity; null is what has not happened yet. */
export const diskTable = defineTable({
  disk_id: columns.shownAs('id', columns.uuid()),
  host: columns.text(),
  mount: columns.text(),
  interval_seconds: columns.hidden(columns.nullable(columns.double())),

  sampled_at: columns.nullable(columns.timestamp('When a reading last succeeded.')),
  sample_event_id: columns.hidden(columns.nullable(columns.uuid())),
  device: columns.nullable(columns.text()),
  fs_type: columns.nullable(columns.text()),
  total_bytes: columns.nullable(columns.bigint()),
  used_bytes: columns.nullable(columns.bigint()),
  free_bytes: columns.nullable(columns.bigint('Not used, with what is reserved for root.')),
  available_bytes: columns.nullable(columns.bigint('What users can still write.')),
  inodes_total: columns.nullable(columns.bigint('0 where a filesystem has no fixed number.')),
  inodes_used: columns.nullable(columns.bigint()),
  limits: columns.hidden(columns.nullable(columns.json<Limits>(Joi.object()))),
  observed_severity: columns.hidden(columns.nullable(columns.word(levels))),
  forecast: columns.hidden(columns.nullable(columns.json<Forecast>(Joi.object()))),

  failed_at: columns.hidden(columns.nullable(columns.timestamp())),
  failure_event_id: columns.hidden(columns.nullable(columns.uuid())),
  failure: columns.hidden(columns.nullable(columns.word(failures))),
  failure_message: columns.hidden(columns.nullable(columns.text())),

  severity: columns.hidden(columns.nullable(columns.word(severities))),
  held_severity: columns.hidden(columns.nullable(columns.word(levels))),
  severity_since: columns.nullable(columns.timestamp()),
  severity_reason: columns.hidden(columns.nullable(columns.word(changeReasons))),
  severity_event_id: columns.hidden(columns.nullable(columns.uuid())),
  severity_revision: columns.hidden(columns.nullable(columns.bigint())),

  forgotten_at: columns.hidden(columns.nullable(columns.timestamp())),
  forgotten_by: columns.hidden(columns.nullable(columns.text())),
  forgotten_reason: columns.hidden(columns.nullable(columns.text())),
  known: columns.hidden(columns.flag('Not forgotten, or seen again since.')),
})

export type DiskStatusRow = RowOf<typeof diskTable>

/** A row, and the ledger position of the last event that touched it. */
export type StoredDisk = DiskStatusRow & { readonly position: string }

const nothing = Object.fromEntries(Object.keys(diskTable.columns).map(name => [name, null]))

/** The row of a disk of which nothing is known but its name. */
export function blankRow({ diskId, host, mount }: Disk): DiskStatusRow {
  // All but the name of a disk may be null.
  return { ...nothing, disk_id: diskId, host, mount, known: true } as DiskStatusRow
}
