import type { Recorded } from '../../../core/event.ts'
import type { Host } from '../../../core/plugin.ts'
import type { DiskConfig } from '../config.ts'
import { foldDwell, type Dwell } from './dwell.ts'
import type { DiskEvent, DiskObservation } from '../events.ts'

/** So far back the dwell is folded anew, or over the longest dwell of the limits if that is longer. */
const LOOK_BACK_SECONDS = 600
const MOST_OBSERVATIONS = 5000

/** Folds the observations of the last ten minutes up to `event`, `event` included. */
export async function readDwell(
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
