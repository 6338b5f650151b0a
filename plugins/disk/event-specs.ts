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
const day = Joi.string().pattern(/^\d{4}-\d{2}-\d{2}$/)
const id = Joi.string().guid()

// Every field is required unless it says otherwise: an event tells all or is refused.
function record(fields: Readonly<Record<string, Joi.Schema>>): ObjectSchema {
  return Joi.object(fields).prefs({ presence: 'required' })
}

const disk = { diskId: id, host: Joi.string(), mount: Joi.string() }

const reading = {
  totalBytes: count,
  usedBytes: count,
  freeBytes: count,
  availableBytes: count,
  inodesTotal: count,
  inodesUsed: count,
}

const limit = record({
  availableBytes: count,
  leaveAvailableBytes: count,
  inodesUsedPercent: percent,
  leaveInodesUsedPercent: percent,
  enterAfterSeconds: seconds,
})

const forecast = record({
  fullInSeconds: count,
  lowSeconds: count,
  highSeconds: count,
  severity: level,
})

const sample = record({
  ...disk,
  ...reading,
  device: Joi.string(),
  fsType: Joi.string(),
  intervalSeconds: seconds,
  limits: record({
    ...Object.fromEntries(pressures.map(pressure => [pressure, limit])),
    leaveAfterSeconds: seconds,
  }),
  observedSeverity: level,
  retainedSeverity: level,
  forecast: forecast.allow(null),
})

const failedRead = record({
  ...disk,
  failure: Joi.valid(...failures),
  message: Joi.string(),
  intervalSeconds: seconds,
})

const kept = (data: ObjectSchema): Joi.Schema =>
  record({ eventId: id, receivedAt: time, data }).allow(null)

const range = record({ min: count, max: count, last: count }).allow(null)

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
      from: Joi.valid(...severities),
      to: Joi.valid(...severities),
      held: level,
      reason: Joi.valid(...changeReasons),
      text: Joi.string(),
      becameTrueAt: time,
      observationId: id,
      observedAt: time,
      reading: record(reading).allow(null),
    }),
    example: examples.pressureChange,
  },
  'disk.DaySummarised': {
    summary: 'A UTC day of a disk is over; this is what is kept of it for ever.',
    schemaVersion: 1,
    data: record({
      ...disk,
      day,
      samples: count,
      failedReads: count,
      usedBytes: range,
      availableBytes: range,
      lastSample: kept(sample),
      lastFailure: kept(failedRead),
      nextRevision: Joi.string().pattern(/^\d+$/),
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
