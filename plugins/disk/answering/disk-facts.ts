import type { JudgedFacts } from '../../../core/plugin-api.ts'
import type { RecordedDisk } from '../judging/standing.ts'
import type { Forecast } from '../sample-events.ts'
import type { Found } from './find-disk.ts'

/** What the gate `disk` is asked. */
export interface Question {
  readonly host?: string
  readonly path?: string
  readonly mount?: string
}

/** What the gate looks at of a row of `disk-status`. */
export interface GatedDisk extends RecordedDisk {
  readonly disk_id: string
  readonly host: string
  readonly mount: string
  readonly forecast: Forecast | null
  readonly severity_event_id: string | null
  readonly sample_event_id: string | null
  readonly failure_event_id: string | null
}

/** What an answer of the gate rests on: the disks that it is about, or why there is none. Times are ISO 8601. */
export interface DiskFacts extends JudgedFacts {
  readonly question: Question
  readonly machine: string
  readonly at: string
  readonly found: readonly Found<Plain<GatedDisk>>[]
}

/** A row with its times as JSON has them. */
type Plain<Row> = {
  readonly [K in keyof Row]: Row[K] extends Date | null | undefined
    ? Extract<Row[K], null | undefined> | string
    : Row[K]
}

/** What is recorded of a disk that was judged. */
export function factOf(found: Found<GatedDisk>): Found<Plain<GatedDisk>> {
  if (found.kind !== 'watched') return found
  const { disk } = found
  const { disk_id, host, mount, severity, held_severity, forecast, interval_seconds } = disk
  return {
    kind: 'watched',
    disk: {
      ...{ disk_id, host, mount, severity, held_severity, forecast, interval_seconds },
      sampled_at: plain(disk.sampled_at),
      failed_at: plain(disk.failed_at),
      forgotten_at: plain(disk.forgotten_at ?? null),
      failure: disk.failure ?? null,
      severity_event_id: disk.severity_event_id,
      sample_event_id: disk.sample_event_id,
      failure_event_id: disk.failure_event_id,
    },
  }
}

function plain(time: Date | null): string | null {
  return time && time.toISOString()
}

/** A disk as it was when it was judged. */
export function timed({
  sampled_at,
  failed_at,
  forgotten_at,
  ...disk
}: Plain<GatedDisk>): GatedDisk {
  const read = (time: string | null | undefined): Date | null => (time ? new Date(time) : null)
  return {
    ...disk,
    ...{ sampled_at: read(sampled_at), failed_at: read(failed_at) },
    forgotten_at: read(forgotten_at),
  }
}
