import { type Pressure, reaches } from '../levels.ts'
import type { Track } from './judge.ts'

/** One observation of a subject as judging looks at it. */
export interface Seen<Sample> {
  /** Its number in the stream of the subject's observations. */
  readonly revision: bigint
  readonly eventId: string
  readonly receivedAt: Date
  /** How often the subject is read. */
  readonly intervalSeconds: number
  readonly found:
    | { readonly kind: 'sample'; readonly sample: Sample; readonly tracks: readonly Track[] }
    | { readonly kind: 'failure'; readonly message: string }
}

/** Since when something has held without a break, by level; null when it does not. */
type Since = Readonly<Record<Pressure, Date | null>>

/** How long one track has been what the samples say. */
export interface TrackDwell extends Track {
  /** Since when the limit has been passed. */
  readonly passedSince: Since
  /** Since when it has been won back, margin included. */
  readonly wonBackSince: Since
}

/** How long a subject has been what its samples say: a fold of its observations, in the order of their stream. */
export interface Dwell<Sample> {
  readonly revision: bigint
  /** The last observation. */
  readonly observationId: string
  readonly observedAt: Date
  /** The last successful one, and when. */
  readonly sample: Sample | null
  readonly sampledAt: Date | null
  /** What that one was judged by, and for how long each has been so. */
  readonly tracks: readonly TrackDwell[]
  readonly failedReads: number
  readonly failingSince: Date | null
  /** What was said of the last failure. */
  readonly failureMessage: string | null
}

/** A gap of more than this many intervals restarts every dwell: nobody saw what was in between. */
export const gapIntervals = 2

/** Folds one observation; one that was folded before changes nothing. */
export function foldDwell<Sample>(
  dwell: Dwell<Sample> | undefined,
  seen: Seen<Sample>,
): Dwell<Sample> {
  if (dwell && seen.revision <= dwell.revision) return dwell
  const { found, revision, eventId: observationId, receivedAt: observedAt } = seen
  if (found.kind === 'sample') return foldSample(dwell, seen, found)
  return {
    revision,
    observationId,
    observedAt,
    sample: dwell?.sample ?? null,
    sampledAt: dwell?.sampledAt ?? null,
    tracks: dwell?.tracks ?? [],
    failedReads: (dwell?.failedReads ?? 0) + 1,
    failingSince: dwell?.failingSince ?? observedAt,
    failureMessage: found.message,
  }
}

function foldSample<Sample>(
  dwell: Dwell<Sample> | undefined,
  seen: Seen<Sample>,
  { sample, tracks }: Extract<Seen<Sample>['found'], { kind: 'sample' }>,
): Dwell<Sample> {
  const { revision, eventId: observationId, receivedAt: observedAt } = seen
  const unbroken = dwell && isUnbroken(dwell.sampledAt, seen) ? dwell.tracks : []
  const before = (measure: string): TrackDwell | undefined =>
    unbroken.find(track => track.measure === measure)
  return {
    revision,
    observationId,
    observedAt,
    sample,
    sampledAt: observedAt,
    tracks: tracks.map(track => foldTrack(before(track.measure), track, observedAt)),
    failedReads: 0,
    failingSince: null,
    failureMessage: null,
  }
}

/** Whole seconds between two times: timers and readings are not punctual to the millisecond. */
export function secondsBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 1000)
}

function foldTrack(before: TrackDwell | undefined, track: Track, at: Date): TrackDwell {
  const { measure, observed, retained, enterAfterSeconds, leaveAfterSeconds } = track
  const passedSince = since(before?.passedSince, at, level => reaches(observed, level))
  const wonBackSince = since(before?.wonBackSince, at, level => !reaches(retained, level))
  return {
    measure,
    observed,
    retained,
    enterAfterSeconds,
    leaveAfterSeconds,
    passedSince,
    wonBackSince,
  }
}

function since(previous: Since | undefined, at: Date, holds: (level: Pressure) => boolean): Since {
  const start = (level: Pressure): Date | null => (holds(level) ? (previous?.[level] ?? at) : null)
  const [warning, critical, emergency] = [start('warning'), start('critical'), start('emergency')]
  const isSame =
    previous?.warning === warning &&
    previous.critical === critical &&
    previous.emergency === emergency
  // Most readings change nothing, and of thousands of subjects that is worth something.
  return isSame ? previous : { warning, critical, emergency }
}

function isUnbroken(
  sampledAt: Date | null,
  { receivedAt, intervalSeconds }: Pick<Seen<unknown>, 'receivedAt' | 'intervalSeconds'>,
): boolean {
  if (!sampledAt) return false
  const gap = secondsBetween(sampledAt, receivedAt)
  return gap >= 0 && gap <= gapIntervals * intervalSeconds
}
