import Joi, { type ObjectSchema } from 'joi'
import type { EventSpecs } from '../../core/plugin.ts'
import * as examples from './event-examples.ts'
import { changeReasons, failures, type DiskEvent } from './events.ts'
import { levels, pressures, severities } from './severity.ts'

const count = Joi.number().integer().min(0)
const seconds = Joi.number().min(0)
const percent = Joi.number().min(0).max(100)
const level = Joi.valid(...levels)
const time = Joi.string().isoDate()
const day = Joi.string()
  .pattern(/^\d{4}-\d{2}-\d{2}$/)
  .description('The UTC day.')
const id = Joi.string().guid()
const interval = seconds.description('How often it is read.')

// Every field is required unless it says otherwise: an event tells all or is refused.
function record(fields: Readonly<Record<string, Joi.Schema>>): ObjectSchema {
  return Joi.object(fields).prefs({ presence: 'required' })
}

const disk = {
  diskId: id.description('Id of the disk, made of host and mount.'),
  host: Joi.string().description('Name of the machine.'),
  mount: Joi.string().description('Where it is mounted.'),
}

const reading = {
  totalBytes: count.description('Size of the filesystem.'),
  usedBytes: count.description('Used.'),
  freeBytes: count.description('Not used, the share reserved for root included.'),
  availableBytes: count.description('What users other than root can still write.'),
  inodesTotal: count.description('All inodes; 0 where their number is not fixed.'),
  inodesUsed: count.description('Used inodes.'),
}

const limit = record({
  availableBytes: count.description('Entered when fewer bytes are available.'),
  leaveAvailableBytes: count.description('Left when at least so many bytes are available.'),
  inodesUsedPercent: percent.description('Entered when so much of the inodes is used, or more.'),
  leaveInodesUsedPercent: percent.description('Left when no more than this is used.'),
  enterAfterSeconds: seconds.description('How long the condition must hold before it counts.'),
})

const forecast = record({
  fullInSeconds: count.description('Time until it is full if it goes on as in the last hours.'),
  lowSeconds: count.description('The early bound.'),
  highSeconds: count.description('The late bound.'),
  severity: level.description('How bad that is.'),
})

const sample = record({
  ...disk,
  ...reading,
  device: Joi.string().description('Device it is on.'),
  fsType: Joi.string().description('Kind of the filesystem.'),
  intervalSeconds: interval,
  limits: record({
    ...Object.fromEntries(pressures.map(pressure => [pressure, limit])),
    leaveAfterSeconds: seconds.description('How long room must have been won back.'),
  }).description('What it was judged by.'),
  observedSeverity: level.description('The worst level whose entering condition holds.'),
  retainedSeverity: level.description(
    'The worst level whose leaving condition is not met: it falls no further than this.',
  ),
  forecast: forecast.allow(null).description('Null when it is not filling up.'),
})

const failedRead = record({
  ...disk,
  failure: Joi.valid(...failures).description('What kind of failure.'),
  message: Joi.string().description('What the system said.'),
  intervalSeconds: interval,
})

const kept = (data: ObjectSchema): Joi.Schema =>
  record({
    eventId: id.description('Id of the event.'),
    receivedAt: time.description('When Decklog received it.'),
    data: data.description('Its data.'),
  }).allow(null)

const range = record({
  min: count.description('The lowest.'),
  max: count.description('The highest.'),
  last: count.description('The last.'),
}).allow(null)

/** The events of this plugin: what their data must be, and an example of each. */
export const diskEvents: EventSpecs<DiskEvent> = {
  'disk.Sampled': {
    summary: 'A filesystem was read and judged by its limits.',
    schemaVersion: 1,
    data: sample,
    example: examples.sample,
  },
  'disk.ReadFailed': {
    summary: 'A filesystem could not be read.',
    schemaVersion: 1,
    data: failedRead,
    example: examples.failedRead,
  },
  'disk.PressureChanged': {
    summary: 'The recorded severity of a disk changed.',
    schemaVersion: 1,
    data: record({
      ...disk,
      from: Joi.valid(...severities).description('Severity before.'),
      to: Joi.valid(...severities).description('Severity from now on.'),
      held: level.description('The last known level; it holds while the severity is `unknown`.'),
      reason: Joi.valid(...changeReasons).description('What kind of change.'),
      text: Joi.string().description('The change in words.'),
      becameTrueAt: time.description('Since when what the change rests on has been so.'),
      observationId: id.description('Id of the observation it was judged at.'),
      observedAt: time.description('When Decklog received that.'),
      reading: record(reading).allow(null).description('What was read; null for a failed read.'),
    }),
    example: examples.pressureChange,
  },
  'disk.DaySummarised': {
    summary: 'A UTC day of a disk is over; this is what is kept of it for ever.',
    schemaVersion: 1,
    data: record({
      ...disk,
      day,
      samples: count.description('How many readings there were.'),
      failedReads: count.description('How many reads failed.'),
      usedBytes: range.description('Used bytes over the day; null without a reading.'),
      availableBytes: range.description('Available bytes over the day; null without a reading.'),
      lastSample: kept(sample).description('The last reading, whole; null when there was none.'),
      lastFailure: kept(failedRead).description('The last failed read; null when there was none.'),
      nextRevision: Joi.string()
        .pattern(/^\d+$/)
        .description("Where in the samples' stream the next day begins."),
    }),
    example: examples.daySummary,
  },
  'disk.DetailExpired': {
    summary:
      'The samples of a day are about to expire, and what was rolled up finer than a day is let go.',
    schemaVersion: 1,
    data: record({ ...disk, day }),
    example: examples.expiredDetail,
  },
}
