import type { DomainEvent, Recorded } from '../../event.ts'
import type { Host } from '../../host.ts'
import { type Dwell, foldDwell, gapIntervals, type Seen } from './dwell.ts'

/** So far back a dwell is folded anew, or over the longest that is waited for if that is longer. */
const LOOK_BACK_SECONDS = 600
const MOST_OBSERVATIONS = 5000

/** Folds the observations up to `event`, `event` included, of as long as anything in them may have been waited for. */
export async function readDwell<Sample, E extends DomainEvent>(
  host: Pick<Host<object, E>, 'read'>,
  { see }: { see(event: Recorded<E>): Seen<Sample> | null },
  event: Recorded<E>,
): Promise<Dwell<Sample> | undefined> {
  const found: Seen<Sample>[] = []
  let oldestMs = event.receivedAt.getTime() - LOOK_BACK_SECONDS * 1000
  let sampleSeen: 'yes' | 'no' = 'no'
  const back = { direction: 'backwards', from: event.revision, limit: MOST_OBSERVATIONS } as const
  for await (const past of host.read(event.stream, back)) {
    const seen = see(past)
    if (!seen) continue
    const isFirstSample = sampleSeen === 'no' && seen.found.kind === 'sample'
    if (isFirstSample || found.length === 0)
      oldestMs = Math.min(oldestMs, seen.receivedAt.getTime() - waitedSeconds(seen) * 1000)
    if (isFirstSample) sampleSeen = 'yes'
    if (seen.receivedAt.getTime() < oldestMs) break
    found.push(seen)
  }
  return found.reverse().reduce<Dwell<Sample> | undefined>(foldDwell, undefined)
}

// How long is waited only a sample says; after a failed read, the sample that its dwell goes on from is that near.
function waitedSeconds({ found, intervalSeconds }: Seen<unknown>): number {
  if (found.kind === 'failure') return (gapIntervals + 1) * intervalSeconds
  const longest = found.tracks.flatMap(({ enterAfterSeconds, leaveAfterSeconds }) => [
    ...Object.values(enterAfterSeconds),
    leaveAfterSeconds,
  ])
  return Math.max(0, ...longest) + gapIntervals * intervalSeconds
}
