import Joi from 'joi'
import {
  bigint,
  defineTable,
  double,
  flag,
  hidden,
  json,
  nullable,
  type RowOf,
  shownAs,
  text,
  timestamp,
  uuid,
  word,
} from '../../core/readmodel/table.ts'
import { changeReasons } from '../../plugins/disk/events.ts'
import {
  type Disk,
  failures,
  type Forecast,
  type Limits,
} from '../../plugins/disk/sample-events.ts'
import { levels, severities } from '../../plugins/disk/severity.ts'

/** One disk: its last reading, its last failed one, and its recorded severity; null is what has not happened yet. */
export const diskTable = defineTable({
  disk_id: shownAs('id', uuid()),
  host: text(),
  mount: text(),
  interval_seconds: hidden(nullable(double())),

  sampled_at: nullable(timestamp('When a reading last succeeded.')),
  sample_event_id: hidden(nullable(uuid())),
  device: nullable(text()),
  fs_type: nullable(text()),
  total_bytes: nullable(bigint()),
  used_bytes: nullable(bigint()),
  free_bytes: nullable(bigint('Not used, with what is reserved for root.')),
  available_bytes: nullable(bigint('What users can still write.')),
  inodes_total: nullable(bigint('0 where a filesystem has no fixed number.')),
  inodes_used: nullable(bigint()),
  limits: hidden(nullable(json<Limits>(Joi.object()))),
  observed_severity: hidden(nullable(word(levels))),
  forecast: hidden(nullable(json<Forecast>(Joi.object()))),

  failed_at: hidden(nullable(timestamp())),
  failure_event_id: hidden(nullable(uuid())),
  failure: hidden(nullable(word(failures))),
  failure_message: hidden(nullable(text())),

  severity: hidden(nullable(word(severities))),
  held_severity: hidden(nullable(word(levels))),
  severity_since: nullable(timestamp()),
  severity_reason: hidden(nullable(word(changeReasons))),
  severity_event_id: hidden(nullable(uuid())),
  severity_revision: hidden(nullable(bigint())),

  forgotten_at: hidden(nullable(timestamp())),
  forgotten_by: hidden(nullable(text())),
  forgotten_reason: hidden(nullable(text())),
  known: hidden(flag('Not forgotten, or seen again since.')),
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
