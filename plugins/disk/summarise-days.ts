import {
  createDaySweep as createSweep,
  createTally,
  type DayFold,
  dayOf,
  type DayOwner,
  type Host,
  keptOf,
  type Recorded,
  type Statistics,
  type Sweep,
} from '../../core/plugin-api.ts'
import type { DiskConfig } from './config.ts'
import type { DaySummary, Range } from './day-events.ts'
import type { DiskEvent } from './events.ts'
import type { Disk, ReadFailed, Sampled } from './sample-events.ts'
import { dayStream, sampleStream } from './streams.ts'

/** Creates the sweep that summarises each UTC day of each disk, once it is over. */
export function createDaySweep(host: Host<DiskConfig, DiskEvent>): Sweep {
  const { sampleRetention: retentionSeconds } = host.config
  const subjects = async (): Promise<readonly Disk[]> => {
    const { rows } = await host.all<DiskRow>('disk-status', {
      columns: ['disk_id', 'host', 'mount'],
    })
    return rows.map(row => ({ diskId: row.disk_id, host: row.host, mount: row.mount }))
  }
  return createSweep<Disk, DaySummary, DiskEvent>(host, { ...diskDays, retentionSeconds, subjects })
}

/** What the sweep looks at of a row of `disk-status`. */
interface DiskRow {
  readonly disk_id: string
  readonly host: string
  readonly mount: string
}

/** How the days of disks are summarised and recorded, in `diskDay-<id>`. */
export const diskDays: Omit<
  DayOwner<Disk, DaySummary, DiskEvent>,
  'retentionSeconds' | 'subjects'
> = {
  observationStream: ({ diskId }) => sampleStream(diskId),
  dayStream: ({ diskId }) => dayStream(diskId),
  isObservation: ({ type }) => type === 'disk.Sampled' || type === 'disk.ReadFailed',
  open: openDay,
  tell({ type, data }) {
    if (type === 'disk.DetailExpired') return { kind: 'expired', day: data.day }
    if (type !== 'disk.DaySummarised') return null
    return { kind: 'summarised', day: data.day, nextRevision: BigInt(data.nextRevision) }
  },
  summarised: data => ({ type: 'disk.DaySummarised', data }),
  expired: (disk, day) => ({ type: 'disk.DetailExpired', data: { ...disk, day } }),
}

function openDay(first: Recorded<DiskEvent>, disk: Disk): DayFold<DiskEvent, DaySummary> {
  const [used, available] = [createTally(), createTally()]
  let [samples, failedReads] = [0, 0]
  let lastSample: Recorded<Sampled> | undefined
  let lastFailure: Recorded<ReadFailed> | undefined
  let last = first
  return {
    take(event) {
      last = event
      if (event.type === 'disk.ReadFailed') {
        failedReads += 1
        lastFailure = event
      }
      if (event.type !== 'disk.Sampled') return
      samples += 1
      used.take(event.data.usedBytes)
      available.take(event.data.availableBytes)
      lastSample = event
    },
    end: () => ({
      ...disk,
      day: dayOf(first.receivedAt),
      ...{ samples, failedReads, lastSample: keptOf(lastSample), lastFailure: keptOf(lastFailure) },
      usedBytes: rangeOf(used.end()),
      availableBytes: rangeOf(available.end()),
      nextRevision: String(last.revision + 1n),
    }),
  }
}

function rangeOf(of: Statistics | null): Range | null {
  return of && { min: of.min, max: of.max, last: of.last }
}
