import { defineEvent, type EventOf } from '../../core/events/define-event.ts'
import {
  count,
  day,
  described,
  id,
  nullable,
  type Of,
  position,
  record,
  type Shape,
  time,
} from '../../core/shape.ts'
import { disk, exampleSample, failedRead, sample } from './sample-events.ts'

const range = (description: string, example: Range): Shape<Range | null> =>
  nullable(
    described(
      record({
        min: count('The lowest.', 0),
        max: count('The highest.', 0),
        last: count('The last.', 0),
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

/** An observation that a summary keeps beyond its retention. */
export interface Kept<Data> {
  readonly eventId: string
  readonly receivedAt: string
  readonly data: Data
}

const kept = <Data extends object>(
  data: Shape<Data>,
  description: string,
): Shape<Kept<Data> | null> =>
  nullable(
    record(
      {
        eventId: id('Id of the event.', exampleSample.id),
        receivedAt: time('When Decklog received it.', exampleSample.at),
        data: described(data, 'Its data.'),
      },
      description,
    ),
  )

const utcDay = day('The UTC day.', '2026-01-01')

const daySummary = record({
  ...disk,
  day: utcDay,
  samples: count('How many readings there were.', 1440),
  failedReads: count('How many reads failed.', 0),
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
  lastSample: kept(sample, 'The last reading, whole; null when there was none.'),
  lastFailure: nullable(kept(failedRead, 'The last failed read; null when there was none.'), null),
  nextRevision: position("Where in the samples' stream the next day begins.", '1440'),
})

/** What is kept for ever of one UTC day. */
export type DaySummary = Of<typeof daySummary>

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
  data: record({ ...disk, day: utcDay }),
})

export type DaySummarised = EventOf<typeof daySummarised>
export type DetailExpired = EventOf<typeof detailExpired>
export type DiskDayEvent = DaySummarised | DetailExpired
