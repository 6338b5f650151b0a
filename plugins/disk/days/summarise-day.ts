import type { Recorded } from '../../../core/event.ts'
import { dayOf } from './day.ts'
import type { DaySummary, DiskObservation, Kept, Range } from '../events.ts'

/** Summarises the observations of one disk on one UTC day, in the order of their stream; there is at least one. */
export function summariseDay(
  first: Recorded<DiskObservation>,
  rest: readonly Recorded<DiskObservation>[],
): DaySummary {
  const observations = [first, ...rest]
  const samples = observations.filter(event => event.type === 'disk.Sampled')
  const failures = observations.filter(event => event.type === 'disk.ReadFailed')
  const { diskId, host, mount } = first.data
  return {
    diskId,
    host,
    mount,
    day: dayOf(first.receivedAt),
    samples: samples.length,
    failedReads: failures.length,
    usedBytes: rangeOf(samples.map(event => event.data.usedBytes)),
    availableBytes: rangeOf(samples.map(event => event.data.availableBytes)),
    lastSample: keep(samples.at(-1)),
    lastFailure: keep(failures.at(-1)),
    nextRevision: String((rest.at(-1) ?? first).revision + 1n),
  }
}

function rangeOf(values: readonly number[]): Range | null {
  const last = values.at(-1)
  return last === undefined ? null : { min: Math.min(...values), max: Math.max(...values), last }
}

function keep<Data>(
  event: { readonly id: string; readonly receivedAt: Date; readonly data: Data } | undefined,
): Kept<Data> | null {
  return event
    ? { eventId: event.id, receivedAt: event.receivedAt.toISOString(), data: event.data }
    : null
}
