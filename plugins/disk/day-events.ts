import { defineEvent, type EventOf, keptShape, type Shape, shapes } from '../../core/plugin-api.ts'
import { disk, failedRead, sample } from './sample-events.ts'

const range = (description: string, example: Range): Shape<Range | null> =>
  shapes.nullable(
    shapes.described(
      shapes.record({
        min: shapes.count('The lowest.', 0),
        max: shapes.count('The highest.', 0),
        last: shapes.count('The last.', 0),
      }),
      description,
      example,
    ),
  )

/** The lowest, the highest and the last value of a day. */
export interface Range {
  readonly min: number
  readonly max: number
  readonly last: number
}

const utcDay = shapes.day('The UTC day.', '2026-01-01')

const daySummary = shapes.record({
  ...disk,
  day: utcDay,
  samples: shapes.count('How many readings there were.', 1440),
  failedReads: shapes.count('How many reads failed.', 0),
  usedBytes: range('Used bytes over the day; null without a reading.', {
    min: 420e9,
    max: 430e9,
    last: 430e9,
  }),
  availableBytes: range('Available bytes over the day; null without a reading.', {
    min: 45e9,
    max: 55e9,
    last: 45e9,
  }),
  lastSample: keptShape(sample, 'The last reading, whole; null when there was none.'),
  lastFailure: shapes.nullable(
    keptShape(failedRead, 'The last failed read; null when there was none.'),
    null,
  ),
  nextRevision: shapes.position("Where in the samples' stream the next day begins.", '1440'),
})

/** What is kept for ever of one UTC day. */
export type DaySummary = shapes.Of<typeof daySummary>

/** A day is over. */
export const daySummarised = defineEvent({
  type: 'disk.DaySummarised',
  summary: 'A UTC day of a disk is over; this is what is kept of it for ever.',
  data: daySummary,
})

/** The detail of a day is let go. */
export const detailExpired = defineEvent({
  type: 'disk.DetailExpired',
  summary:
    'The samples of a day are about to expire, and what was rolled up finer than a day is let go.',
  data: shapes.record({ ...disk, day: utcDay }),
})

export type DaySummarised = EventOf<typeof daySummarised>
export type DetailExpired = EventOf<typeof detailExpired>
export type DiskDayEvent = DaySummarised | DetailExpired
