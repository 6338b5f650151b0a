import type { Decider, Host, Recorded } from '../../../core/plugin-api.ts'
import { describeReading } from '../answering/words.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent, Forgotten, PressureChanged } from '../events.ts'
import type { Disk, DiskObservation, Reading } from '../sample-events.ts'
import { pressureStream } from '../streams.ts'
import { type Dwell, foldDwell } from './dwell.ts'
import { type Standing, step, type Step } from './hysteresis.ts'

/**
 * Creates the reaction that judges a disk after each of its observations. The dwell is kept between events; a leader that
 * has missed some, or sees a disk for the first time, folds it from the ledger.
 */
export function createReaction(
  host: Host<DiskConfig, DiskEvent>,
): (event: Recorded<DiskObservation>) => Promise<void> {
  const dwells = new Map<string, Dwell>()

  return async event => {
    const { diskId, host: owner, mount } = event.data
    const known = dwells.get(diskId)
    const follows = known && event.revision <= known.revision + 1n
    const dwell = foldDwell(follows ? known : await readDwell(host, event), event)
    dwells.set(diskId, dwell)
    const disk: Disk = { diskId, host: owner, mount }
    await host.execute(pressureDecider, {
      stream: pressureStream(diskId),
      command: { disk, dwell },
      causationId: event.id,
    })
  }
}

/** So far back the dwell is folded anew, or over the longest dwell of the limits if that is longer. */
const LOOK_BACK_SECONDS = 600
const MOST_OBSERVATIONS = 5000

/** Folds the observations of the last ten minutes up to `event`, `event` included. */
async function readDwell(
  host: Host<DiskConfig, DiskEvent>,
  event: Recorded<DiskObservation>,
): Promise<Dwell | undefined> {
  const oldest = event.receivedAt.getTime() - lookBackSeconds(event) * 1000
  const found: Recorded<DiskObservation>[] = []
  const options = {
    direction: 'backwards',
    from: event.revision,
    limit: MOST_OBSERVATIONS,
  } as const
  for await (const past of host.read(event.stream, options)) {
    if (past.type !== 'disk.Sampled' && past.type !== 'disk.ReadFailed') continue
    if (past.receivedAt.getTime() < oldest) break
    found.push(past)
  }
  return found.reverse().reduce<Dwell | undefined>(foldDwell, undefined)
}

function lookBackSeconds({ type, data }: Recorded<DiskObservation>): number {
  if (type !== 'disk.Sampled') return LOOK_BACK_SECONDS
  const { limits, intervalSeconds } = data
  const longest = Math.max(
    limits.leaveAfterSeconds,
    limits.warning.enterAfterSeconds,
    limits.critical.enterAfterSeconds,
    limits.emergency.enterAfterSeconds,
  )
  return Math.max(LOOK_BACK_SECONDS, longest + 2 * intervalSeconds)
}

/** The recorded severity of one disk, and the observation that last moved it. */
export interface RecordedPressure extends Standing {
  readonly observedAt: Date | null
}

/** Judge a disk by what its observations have shown up to now. */
interface Judge {
  readonly disk: Disk
  readonly dwell: Dwell
}

/** The rules of `disk-<id>`: a disk's severity moves only by the steps of the hysteresis. */
export const pressureDecider: Decider<RecordedPressure, Judge, PressureChanged | Forgotten> = {
  initial: { severity: 'unknown', held: 'ok', observedAt: null },
  evolve(_, event) {
    const { type, data } = event
    // What was observed before a disk was forgotten says nothing of it any more.
    if (type === 'disk.Forgotten')
      return { severity: 'unknown', held: 'ok', observedAt: event.receivedAt }
    return { severity: data.to, held: data.held, observedAt: new Date(data.observedAt) }
  },
  decide({ disk, dwell }, pressure) {
    if (pressure.observedAt && dwell.observedAt < pressure.observedAt) return []
    const next = step(pressure, dwell)
    return next ? [pressureChanged(disk, dwell, { from: pressure.severity, next })] : []
  },
}

function pressureChanged(
  disk: Disk,
  dwell: Dwell,
  { from, next }: { readonly from: RecordedPressure['severity']; readonly next: Step },
): PressureChanged {
  const sample = next.severity === 'unknown' ? null : dwell.sample
  return {
    type: 'disk.PressureChanged',
    data: {
      ...disk,
      from,
      to: next.severity,
      held: next.held,
      reason: next.reason,
      text: sample
        ? describeReading(sample)
        : `${dwell.failedReads} reads in a row failed: ${dwell.failureMessage}`,
      becameTrueAt: next.becameTrueAt.toISOString(),
      observationId: dwell.observationId,
      observedAt: dwell.observedAt.toISOString(),
      reading: sample && readingOf(sample),
    },
  }
}

/** The numbers of a sample alone. */
function readingOf(sample: Reading): Reading {
  const { totalBytes, usedBytes, freeBytes, availableBytes, inodesTotal, inodesUsed } = sample
  return { totalBytes, usedBytes, freeBytes, availableBytes, inodesTotal, inodesUsed }
}
