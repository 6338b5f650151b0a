import type { Recorded } from '../../../../core/event.ts'
import type { PressureChanged } from '../../../../plugins/disk/events.ts'
import type { DiskObservation, Sample } from '../../../../plugins/disk/sample-events.ts'
import { type Dwell, foldDwell } from '../../../../plugins/disk/judging/dwell.ts'
import {
  pressureDecider,
  type RecordedPressure,
} from '../../../../plugins/disk/judging/react-to-observation.ts'
import type { Level, Severity } from '../../../../plugins/disk/severity.ts'
import { pressureStream } from '../../../../plugins/disk/streams.ts'
import { moment, readFailed, recorded, sampled } from '../observations.ts'

/** What one reading showed: a level, a level while a worse one is not yet won back, or nothing. */
export type Sight = Level | { readonly observed: Level; readonly retained: Level } | 'failed'

/** A change of severity, and how many seconds into the story. */
export interface Turn {
  readonly at: number
  readonly from: Severity
  readonly to: Severity
  readonly held: Level
}

/** Tells observations to the decider one by one, as the reaction does, and answers every event that came of it. */
export function judgeAll(
  observations: readonly Recorded<DiskObservation>[],
): readonly Recorded<PressureChanged>[] {
  const changes: Recorded<PressureChanged>[] = []
  let dwell: Dwell | undefined
  let state: RecordedPressure = pressureDecider.initial
  for (const event of observations) {
    dwell = foldDwell(dwell, event)
    const { diskId, host, mount } = event.data
    for (const change of pressureDecider.decide({ disk: { diskId, host, mount }, dwell }, state)) {
      if (change.type !== 'disk.PressureChanged') continue
      const stream = pressureStream(diskId)
      const at = event.receivedAt
      const stored = recorded(change, { stream, revision: changes.length, at })
      changes.push(stored)
      state = pressureDecider.evolve(state, stored)
    }
  }
  return changes
}

/** Makes observations of sights, by the second at which each was had. */
export function observationsOf(
  sights: readonly (readonly [seconds: number, sight: Sight])[],
  changes: Partial<Sample> = {},
): readonly Recorded<DiskObservation>[] {
  return sights.map(([seconds, sight], revision) => {
    if (sight === 'failed') return readFailed(seconds, revision)
    const { observed, retained } =
      typeof sight === 'string' ? { observed: sight, retained: sight } : sight
    return sampled(seconds, revision, {
      ...changes,
      observedSeverity: observed,
      retainedSeverity: retained,
    })
  })
}

/** Answers how the severity of a disk turned as it was seen. */
export function turnsOf(
  sights: readonly (readonly [seconds: number, sight: Sight])[],
): readonly Turn[] {
  return judgeAll(observationsOf(sights)).map(({ receivedAt, data }) => ({
    at: (receivedAt.getTime() - moment(0).getTime()) / 1000,
    from: data.from,
    to: data.to,
    held: data.held,
  }))
}

/** The same sight every minute, from one second of the story to another. */
export function everyMinute(
  from: number,
  to: number,
  sight: Sight,
): readonly (readonly [number, Sight])[] {
  return Array.from({ length: Math.floor((to - from) / 60) + 1 }, (_, n) => [from + n * 60, sight])
}
