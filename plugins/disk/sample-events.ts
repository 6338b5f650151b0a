import {
  defineEvent,
  type EventOf,
  levels,
  type RecordOf,
  type Shape,
  shapes,
} from '../../core/plugin-api.ts'
import { diskIdOf } from './streams.ts'

/** The fields that name a disk. */
export const disk = {
  diskId: shapes.id('Id of the disk, made of host and mount.', diskIdOf('web-1', '/')),
  host: shapes.text('Name of the machine.', 'web-1'),
  mount: shapes.text('Where it is mounted.', '/'),
}

/** Which disk: one filesystem of one host. */
export type Disk = RecordOf<typeof disk>

// A disk of 500 GB with 45 GB available, of which 25 GB more are root's.
const readingFields = {
  totalBytes: shapes.count('Size of the filesystem.', 500_000_000_000),
  usedBytes: shapes.count('Used.', 430_000_000_000),
  freeBytes: shapes.count('Not used, the share reserved for root included.', 70_000_000_000),
  availableBytes: shapes.count('What users other than root can still write.', 45_000_000_000),
  inodesTotal: shapes.count('All inodes; 0 where their number is not fixed.', 30_000_000),
  inodesUsed: shapes.count('Used inodes.', 1_200_000),
}
/** A reading, as events tell it. */
export const reading = shapes.record(readingFields)

/** What was read of one filesystem. */
export type Reading = shapes.Of<typeof reading>

const shown = <T>(of: Shape<T>, example: T): Shape<T> => ({ ...of, example })

const limit = shapes.record({
  availableBytes: shapes.count('Entered when fewer bytes are available.', 95e9),
  leaveAvailableBytes: shapes.count('Left when at least so many bytes are available.', 118.75e9),
  inodesUsedPercent: shapes.percent('Entered when so much of the inodes is used, or more.', 90),
  leaveInodesUsedPercent: shapes.percent('Left when no more than this is used.', 85),
  enterAfterSeconds: shapes.seconds('How long the condition must hold before it counts.', 120),
})

/** When one severity is entered and when it may be left, for a disk of known size. */
export type Limit = shapes.Of<typeof limit>

const limits = shapes.record(
  {
    warning: limit,
    critical: shown(limit, {
      availableBytes: 47.5e9,
      leaveAvailableBytes: 71.25e9,
      inodesUsedPercent: 95,
      leaveInodesUsedPercent: 90,
      enterAfterSeconds: 60,
    }),
    emergency: shown(limit, {
      availableBytes: 23.75e9,
      leaveAvailableBytes: 47.5e9,
      inodesUsedPercent: 98,
      leaveInodesUsedPercent: 93,
      enterAfterSeconds: 0,
    }),
    leaveAfterSeconds: shapes.seconds('How long room must have been won back.', 300),
  },
  'What it was judged by.',
)

/** The limits a disk is judged by, resolved to bytes, as every sample carries them. */
export type Limits = shapes.Of<typeof limits>

const judgement = {
  observedSeverity: shapes.oneOf(
    levels,
    'The worst level whose entering condition holds.',
    'critical',
  ),
  retainedSeverity: shapes.oneOf(
    levels,
    'The worst level whose leaving condition is not met: it falls no further than this.',
    'emergency',
  ),
}

/** How bad a reading is at its moment. */
export type Judgement = RecordOf<typeof judgement>

const forecast = shapes.record(
  {
    fullInSeconds: shapes.count(
      'Time until it is full if it goes on as in the last hours.',
      36_000,
    ),
    lowSeconds: shapes.count('The early bound.', 30_000),
    highSeconds: shapes.count('The late bound.', 45_000),
    severity: shapes.oneOf(levels, 'How bad that is.', 'warning'),
    of: shapes.optional(shapes.oneOf(['inodes'], 'What runs out when it is not bytes.')),
  },
  'Null when it is not filling up.',
)

/** When a disk will be full if it goes on as in the last hours. */
export type Forecast = shapes.Of<typeof forecast>

const intervalSeconds = shapes.seconds('How often it is read.', 60)

/** What a sample tells. */
export const sample = shapes.record({
  ...disk,
  ...readingFields,
  device: shapes.text('Device it is on.', '/dev/nvme0n1p2'),
  fsType: shapes.text('Kind of the filesystem.', 'ext4'),
  intervalSeconds,
  limits,
  ...judgement,
  forecast: shapes.nullable(forecast),
})

/** One reading, and everything it was judged by. */
export type Sample = shapes.Of<typeof sample>

export const failures = ['not_mounted', 'covered', 'timed_out', 'unreadable'] as const

/** What a failed read tells. */
export const failedRead = shapes.record({
  ...disk,
  failure: shapes.oneOf(failures, 'What kind of failure.', 'timed_out'),
  message: shapes.text('What the system said.', '/ did not answer within 5 s.'),
  intervalSeconds,
})

/** A reading that did not succeed. */
export type FailedRead = shapes.Of<typeof failedRead>

/** A filesystem was read. */
export const sampled = defineEvent({
  type: 'disk.Sampled',
  summary: 'A filesystem was read and judged by its limits.',
  data: sample,
})

/** A filesystem could not be read. */
export const readFailed = defineEvent({
  type: 'disk.ReadFailed',
  summary: 'A filesystem could not be read.',
  data: failedRead,
})

/** Where the examples of other events point: an observation of the example disk. */
export const exampleSample = {
  id: '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001',
  at: '2026-01-01T12:00:00.000Z',
}

export type Sampled = EventOf<typeof sampled>
export type ReadFailed = EventOf<typeof readFailed>
export type DiskObservation = Sampled | ReadFailed
