import {
  changeReasons,
  defineEvent,
  type EventOf,
  eventSpecs,
  levels,
  severities,
  shapes,
} from '../../core/plugin-api.ts'
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

const pressureChange = shapes.record({
  ...disk,
  from: shapes.oneOf(severities, 'Severity before.', 'warning'),
  to: shapes.oneOf(severities, 'Severity from now on.', 'critical'),
  held: shapes.oneOf(
    levels,
    'The last known level; it holds while the severity is `unknown`.',
    'critical',
  ),
  reason: shapes.oneOf(changeReasons, 'What kind of change.'),
  text: shapes.text('The change in words.', '45 GB of 475 GB available (9.47 %).'),
  becameTrueAt: shapes.time(
    'Since when what the change rests on has been so.',
    '2026-01-01T11:59:00.000Z',
  ),
  observationId: shapes.id('Id of the observation it was judged at.', exampleSample.id),
  observedAt: shapes.time('When Decklog received that.', exampleSample.at),
  reading: shapes.described(shapes.nullable(reading), 'What was read; null for a failed read.'),
})

/** A change of a disk's recorded severity, with what made it so. */
export type PressureChange = shapes.Of<typeof pressureChange>

const pressureChanged = defineEvent({
  type: 'disk.PressureChanged',
  summary: 'The recorded severity of a disk changed.',
  data: pressureChange,
})

const forgotten = defineEvent({
  type: 'disk.Forgotten',
  summary: 'A disk was forgotten: it does not come back, and blocks nothing any more.',
  data: shapes.record({
    ...disk,
    reason: shapes.text('Why.', 'The machine was taken out of service.'),
  }),
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
