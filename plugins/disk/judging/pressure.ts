import type { Decider } from '../../../core/event.ts'
import { describeReading } from '../answering/describe-reading.ts'
import type { Dwell } from './dwell.ts'
import type { Disk, PressureChanged } from '../events.ts'
import { step, type Standing, type Step } from './hysteresis.ts'
import { readingOf } from './reading-of.ts'

/** The recorded severity of one disk, and the observation that last moved it. */
export interface RecordedPressure extends Standing {
  readonly observedAt: Date | null
}

/** Judge a disk by what its observations have shown up to now. */
export interface Judge {
  readonly disk: Disk
  readonly dwell: Dwell
}

/** The rules of `disk-<id>`: a disk's severity moves only by the steps of the hysteresis. */
export const pressureDecider: Decider<RecordedPressure, Judge, PressureChanged> = {
  initial: { severity: 'unknown', held: 'ok', observedAt: null },
  evolve: (_, { data }) => ({
    severity: data.to,
    held: data.held,
    observedAt: new Date(data.observedAt),
  }),
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
      text: sample ? describeReading(sample) : `${dwell.failedReads} reads in a row failed.`,
      becameTrueAt: next.becameTrueAt.toISOString(),
      observationId: dwell.observationId,
      observedAt: dwell.observedAt.toISOString(),
      reading: sample && readingOf(sample),
    },
  }
}
