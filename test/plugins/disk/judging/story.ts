import type { Recorded } from '../../../../core/event.ts'
import type { PressureChanged } from '../../../../plugins/disk/events.ts'
import type { DiskObservation, Sample } from '../../../../plugins/disk/sample-events.ts'
import { type Dwell, foldDwell } from '../../../../core/guarding/judging/dwell.ts'
import {
  createLevelDecider,
  type RecordedStanding,
} from '../../../../core/guarding/judging/level-decider.ts'
import type { Level } from '../../../../core/guarding/levels.ts'
import { judgedDisks } from '../../../../plugins/disk/judging/judged-disks.ts'
import { pressureStream } from '../../../../plugins/disk/streams.ts'
import { readFailed, recorded, sampled } from '../observations.ts'

/** What one reading showed: a level, a level while a worse one is not yet won back, or nothing. */
export type Sight = Level | { readonly observed: Level; readonly retained: Level } | 'failed'

/** The rules of `disk-<id>`. */
export const pressureDecider = createLevelDecider(judgedDisks)

/** Tells observations to the decider one by one, as the reaction does, and answers every event that came of it. */
export function judgeAll(
  observations: readonly Recorded<DiskObservation>[],
): readonly Recorded<PressureChanged>[] {
  const changes: Recorded<PressureChanged>[] = []
  let dwell: Dwell<Sample> | undefined
  let state: RecordedStanding = pressureDecider.initial
  for (const event of observations) {
    dwell = foldDwell(dwell, judgedDisks.see(event)!)
    const { diskId, host, mount } = event.data
    for (const change of pressureDecider.decide(
      { subject: { diskId, host, mount }, dwell },
      state,
    )) {
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
