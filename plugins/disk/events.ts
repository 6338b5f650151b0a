import { defineEvent, type EventOf, eventSpecs } from '../../core/events/define-event.ts'
import { described, id, nullable, type Of, oneOf, record, text, time } from '../../core/shape.ts'
import { type DiskDayEvent, daySummarised, detailExpired } from './day-events.ts'
import { type MountsListed, mountsListed } from './mount-events.ts'
import {
  disk,
  type DiskObservation,
  exampleSample,
  reading,
  readFailed,
  sampled,
} from './sample-events.ts'
import { levels, severities } from './severity.ts'

export const changeReasons = [
  'limit_passed',
  'recovered',
  'reads_failed',
  'reads_succeeded',
] as const

const pressureChange = record({
  ...disk,
  from: oneOf(severities, 'Severity before.', 'warning'),
  to: oneOf(severities, 'Severity from now on.', 'critical'),
  held: oneOf(
    levels,
    'The last known level; it holds while the severity is `unknown`.',
    'critical',
  ),
  reason: oneOf(changeReasons, 'What kind of change.'),
  text: text('The change in words.', '45 GB of 475 GB available (9.47 %).'),
  becameTrueAt: time(
    'Since when what the change rests on has been so.',
    '2026-01-01T11:59:00.000Z',
  ),
  observationId: id('Id of the observation it was judged at.', exampleSample.id),
  observedAt: time('When Decklog received that.', exampleSample.at),
  reading: described(nullable(reading), 'What was read; null for a failed read.'),
})

/** A change of a disk's recorded severity, with what made it so. */
export type PressureChange = Of<typeof pressureChange>

const pressureChanged = defineEvent({
  type: 'disk.PressureChanged',
  summary: 'The recorded severity of a disk changed.',
  data: pressureChange,
})

const forgotten = defineEvent({
  type: 'disk.Forgotten',
  summary: 'A disk was forgotten: it does not come back, and blocks nothing any more.',
  data: record({ ...disk, reason: text('Why.', 'The machine was taken out of service.') }),
})

export type PressureChanged = EventOf<typeof pressureChanged>
export type Forgotten = EventOf<typeof forgotten>
export type DiskEvent = DiskObservation | PressureChanged | Forgotten | DiskDayEvent | MountsListed

/** The events of this plugin. */
export const diskEvents = eventSpecs(
  sampled,
  readFailed,
  pressureChanged,
  forgotten,
  daySummarised,
  detailExpired,
  mountsListed,
)
