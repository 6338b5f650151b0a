import type { Recorded, Recording } from '../../../core/event.ts'
import { failedRead, sample } from './examples.ts'
import type { DiskEvent } from '../../../plugins/disk/events.ts'
import type { ReadFailed, Sample, Sampled } from '../../../plugins/disk/sample-events.ts'
import { sampleStream } from '../../../plugins/disk/streams.ts'

const startMs = Date.parse('2026-01-01T12:00:00.000Z')

/** The moment so many seconds into a story. */
export function moment(seconds: number): Date {
  return new Date(startMs + seconds * 1000)
}

/** An id that grows with `n`. */
export function idOf(n: number): string {
  return `0b2f6d4e-5c0a-4d0e-9a53-${n.toString(16).padStart(12, '0')}`
}

/** An event as it is read from the ledger, `revision` in its stream. */
export function recorded<E extends DiskEvent>(
  event: E,
  { stream, revision, at }: { stream: string; revision: number; at: Date },
): Recorded<E> {
  const recording: Recording = {
    id: idOf(revision),
    stream,
    revision: BigInt(revision),
    position: BigInt(revision + 1),
    receivedAt: at,
    recordedAt: at,
    metadata: {},
  }
  return { ...event, ...recording }
}

/** A sample so many seconds into a story; it differs from the example in `changes`. */
export function sampled(
  seconds: number,
  revision: number,
  changes: Partial<Sample> = {},
): Recorded<Sampled> {
  const data = { ...sample, observedSeverity: 'ok', retainedSeverity: 'ok', ...changes } as const
  const stream = sampleStream(data.diskId)
  return recorded({ type: 'disk.Sampled', data }, { stream, revision, at: moment(seconds) })
}

/** A failed read so many seconds into a story. */
export function readFailed(seconds: number, revision: number): Recorded<ReadFailed> {
  const stream = sampleStream(failedRead.diskId)
  return recorded(
    { type: 'disk.ReadFailed', data: failedRead },
    { stream, revision, at: moment(seconds) },
  )
}
