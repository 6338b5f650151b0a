import {
  createJudging,
  type Host,
  type Judged,
  patienceOf,
  type Recorded,
} from '../../../core/plugin-api.ts'
import { describeReading } from '../answering/words.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent } from '../events.ts'
import type { Disk, Reading, Sample } from '../sample-events.ts'
import { pressureStream } from '../streams.ts'

/** Creates the reaction that judges a disk after each of its observations. */
export function createReaction(
  host: Host<DiskConfig, DiskEvent>,
): (event: Recorded<DiskEvent>) => Promise<void> {
  return createJudging(host, judgedDisks)
}

/** How disks are judged: as a whole, bytes and inodes together, and recorded in `disk-<id>`. */
export const judgedDisks: Judged<Disk, Sample, DiskEvent> = {
  see(event) {
    const { revision, id: eventId, receivedAt, type, data } = event
    if (type === 'disk.ReadFailed') {
      const { intervalSeconds, message } = data
      return { revision, eventId, receivedAt, intervalSeconds, found: { kind: 'failure', message } }
    }
    if (type !== 'disk.Sampled') return null
    const { intervalSeconds } = data
    const found = { kind: 'sample', sample: data, tracks: [trackOf(data)] } as const
    return { revision, eventId, receivedAt, intervalSeconds, found }
  },
  subjectOf: event => (event.type === 'disk.MountsListed' ? null : diskOf(event.data)),
  levelStream: ({ diskId }) => pressureStream(diskId),
  standingAfter({ type, data, receivedAt }) {
    // What was observed before a disk was forgotten says nothing of it any more.
    if (type === 'disk.Forgotten')
      return { severity: 'unknown', held: 'ok', observedAt: receivedAt }
    if (type !== 'disk.PressureChanged') return null
    return { severity: data.to, held: data.held, observedAt: new Date(data.observedAt) }
  },
  change: (disk, { from, severity, held, reason, becameTrueAt, dwell, sample }) => ({
    type: 'disk.PressureChanged',
    data: {
      ...disk,
      ...{ from, to: severity, held, reason },
      text: sample
        ? describeReading(sample)
        : `${dwell.failedReads} reads in a row failed: ${dwell.failureMessage}`,
      becameTrueAt: becameTrueAt.toISOString(),
      observationId: dwell.observationId,
      observedAt: dwell.observedAt.toISOString(),
      reading: sample && readingOf(sample),
    },
  }),
}

// Written out: every reading of every disk comes by here, and what is spread is copied name by name.
function trackOf({ observedSeverity: observed, retainedSeverity: retained, limits }: Sample) {
  const { enterAfterSeconds, leaveAfterSeconds } = patienceOf(limits)
  return { measure: 'disk', observed, retained, enterAfterSeconds, leaveAfterSeconds }
}

function diskOf({ diskId, host, mount }: Disk): Disk {
  return { diskId, host, mount }
}

/** The numbers of a sample alone. */
function readingOf(sample: Reading): Reading {
  const { totalBytes, usedBytes, freeBytes, availableBytes, inodesTotal, inodesUsed } = sample
  return { totalBytes, usedBytes, freeBytes, availableBytes, inodesTotal, inodesUsed }
}
