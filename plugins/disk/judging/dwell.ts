import type { Recorded } from '../../../core/plugin-api.ts'
import type { DiskObservation, ReadFailed, Sample, Sampled } from '../sample-events.ts'
import { reaches, type Pressure } from '../severity.ts'

/** Since when something has held without a break, by pressure; null when it does not. */
export type Since = Readonly<Record<Pressure, Date | null>>

/** How long a disk has been what its samples say: a fold of the observations of one disk, in the order of their stream. */
export interface Dwell {
  readonly revision: bigint
  /** The last observation. */
  readonly observationId: string
  readonly observedAt: Date
  /** The last successful one, and when. */
  readonly sample: Sample | null
  readonly sampledAt: Date | null
  readonly failedReads: number
  readonly failingSince: Date | null
  /** What was said of the last failure. */
  readonly failureMessage: string | null
  /** Since when the limit has been passed. */
  readonly passedSince: Since
  /** Since when it has been won back, margin included. */
  readonly wonBackSince: Since
}

const never: Since = { warning: null, critical: null, emergency: null }

/** A gap of more than this many intervals restarts every dwell: nobody saw what was in between. */
const GAP_INTERVALS = 2

/** Folds one observation; one that was folded before changes nothing. */
export function foldDwell(dwell: Dwell | undefined, event: Recorded<DiskObservation>): Dwell {
  if (dwell && event.revision <= dwell.revision) return dwell
  return event.type === 'disk.Sampled' ? foldSample(dwell, event) : foldFailure(dwell, event)
}

/** Whole seconds between two times: timers and readings are not punctual to the millisecond. */
export function secondsBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 1000)
}

function foldSample(dwell: Dwell | undefined, event: Recorded<Sampled>): Dwell {
  const { data, receivedAt } = event
  const unbroken = dwell && isUnbroken(dwell.sampledAt, event) ? dwell : undefined
  const since = (previous: Since | undefined, holds: (pressure: Pressure) => boolean): Since => {
    const start = (pressure: Pressure): Date | null =>
      holds(pressure) ? (previous?.[pressure] ?? receivedAt) : null
    return {
      warning: start('warning'),
      critical: start('critical'),
      emergency: start('emergency'),
    }
  }
  return {
    ...observationOf(event),
    sample: data,
    sampledAt: receivedAt,
    failedReads: 0,
    failingSince: null,
    failureMessage: null,
    passedSince: since(unbroken?.passedSince, p => reaches(data.observedSeverity, p)),
    wonBackSince: since(unbroken?.wonBackSince, p => !reaches(data.retainedSeverity, p)),
  }
}

function foldFailure(dwell: Dwell | undefined, event: Recorded<ReadFailed>): Dwell {
  return {
    ...observationOf(event),
    sample: dwell?.sample ?? null,
    sampledAt: dwell?.sampledAt ?? null,
    failedReads: (dwell?.failedReads ?? 0) + 1,
    failingSince: dwell?.failingSince ?? event.receivedAt,
    failureMessage: event.data.message,
    passedSince: dwell?.passedSince ?? never,
    wonBackSince: dwell?.wonBackSince ?? never,
  }
}

function observationOf(
  event: Recorded<DiskObservation>,
): Pick<Dwell, 'revision' | 'observationId' | 'observedAt'> {
  return { revision: event.revision, observationId: event.id, observedAt: event.receivedAt }
}

function isUnbroken(sampledAt: Date | null, event: Recorded<Sampled>): boolean {
  if (!sampledAt) return false
  const gap = secondsBetween(sampledAt, event.receivedAt)
  return gap >= 0 && gap <= GAP_INTERVALS * event.data.intervalSeconds
}
