import Joi from 'joi'
import {
  count,
  day,
  id,
  nullable,
  number,
  type Of,
  oneOf,
  optional,
  position,
  record,
  seconds,
  type Shape,
  shape,
  text,
  time,
} from '../shape.ts'
import { type MeasureLimits, units } from './measure.ts'
import { keptShape } from './folding/observed.ts'
import { changeReasons } from './judging/hysteresis.ts'
import { levels, severities } from './levels.ts'
import { subjectIdOf } from './subject.ts'

/** Most values of one reading, and the longest name and text of one. */
export const most = { values: 32, name: 64, subject: 200, host: 255, text: 1_000 } as const

const example = {
  guard: 'guard',
  host: 'web-1',
  subject: 'memory',
  boardId: null,
  sampleId: '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001',
  at: '2026-01-01T12:00:00.000Z',
}

/** A value by the name of each measure. */
function byMeasure<T>(of: Shape<T>, description: string): Shape<Readonly<Record<string, T>>> {
  const schema = Joi.object()
    .pattern(Joi.string().min(1).max(most.name), of.schema)
    .max(most.values)
    .description(description)
  return shape(schema, { available: of.example })
}

const subjectFields = {
  subjectId: id(
    'Id of the subject, made of guard, host, name and board.',
    subjectIdOf(example.guard, example),
  ),
  host: nullable(text('Machine it is of; null: of none.', example.host, s => s.max(most.host))),
  boardId: nullable(id('Board it belongs to.', example.sampleId), null),
  subject: text('What was read.', example.subject, schema => schema.max(most.subject)),
}

const levelLimit = record({
  enter: number('Entered when the value is beyond this.', 10),
  leave: number('Left when it has come back to this.', 15),
  enterAfterSeconds: seconds('How long it must be beyond it.', 60),
})

const measureLimits: Shape<MeasureLimits> = record({
  side: oneOf(['below', 'above'], 'Which side is bad.'),
  warning: optional(levelLimit),
  critical: optional(levelLimit),
  emergency: optional(levelLimit),
  leaveAfterSeconds: seconds('How long it must have come back.', 300),
})
const limitsExample: MeasureLimits = {
  side: 'below',
  critical: levelLimit.example,
  leaveAfterSeconds: 300,
}

const forecast = record({
  reachesInSeconds: count('Time until it gets there, if it goes on as it did.', 36_000),
  lowSeconds: count('The early bound.', 30_000),
  highSeconds: count('The late bound.', 45_000),
  level: oneOf(levels, 'How bad that is.', 'warning'),
})

const intervalSeconds = seconds('When the next reading is due.', 60)

/** What a reading tells. */
export const sample = record({
  ...subjectFields,
  intervalSeconds,
  values: byMeasure(number('The value.', 7.5), 'What was read, by measure.'),
  limits: byMeasure(
    shape(measureLimits.schema, limitsExample),
    'What each measure is judged by; absent: it is not judged.',
  ),
  measures: optional(
    byMeasure(
      record({ title: text('What it is called.', 'Available'), unit: oneOf(units, 'Its unit.') }),
      'Measures that the guard does not declare.',
    ),
  ),
  text: nullable(
    text('In words.', '7.5 % available.', s => s.max(most.text)),
    null,
  ),
  found: optional(
    record(
      {
        level: oneOf(levels, 'The level.', 'warning'),
        enterAfterSeconds: seconds('How long it must be found before it counts.', 0),
        leaveAfterSeconds: seconds('How long a better one must be found.', 0),
      },
      'A level that was found instead of values that are judged.',
    ),
  ),
  observed: oneOf(levels, 'The worst level whose limit is passed.', 'critical'),
  retained: oneOf(levels, 'The worst level whose limit is not won back.', 'critical'),
  forecast: byMeasure(forecast, 'What is foreseen, by measure.'),
})

/** One reading, and everything it was judged by. */
export type Sample = Of<typeof sample>

/** What a failed reading tells. */
export const failedRead = record({
  ...subjectFields,
  intervalSeconds,
  message: text('Why it could not be read.', 'It did not answer.', s => s.max(most.text)),
})

/** A reading that did not succeed. */
export type FailedRead = Of<typeof failedRead>

/** Why the level of a guard's subject changes: as judged, or because nothing is heard of it. */
export const guardChangeReasons = [...changeReasons, 'silent'] as const

/** What a change of level tells. */
export const levelChange = record({
  ...subjectFields,
  from: oneOf(severities, 'Level before.', 'warning'),
  to: oneOf(severities, 'Level from now on.', 'critical'),
  held: oneOf(levels, 'The last known level; it holds while it is `unknown`.', 'critical'),
  reason: oneOf(guardChangeReasons, 'What kind of change.'),
  text: text('The change in words.', 'Available: 7.5 %.', schema => schema.max(2 * most.text)),
  becameTrueAt: time('Since when what it rests on has been so.', '2026-01-01T11:59:00.000Z'),
  observationId: id('Id of the observation it was judged at.', example.sampleId),
  observedAt: time('When Decklog received that.', example.at),
  values: nullable(byMeasure(number('The value.', 7.5), 'What was read; null: it failed.')),
})

/** What is told of a subject that was forgotten. */
export const forgotten = record({ ...subjectFields, reason: text('Why.', 'It was taken away.') })

const statistics = record({
  min: number('The lowest.', 5),
  max: number('The highest.', 40),
  mean: number('The mean of all readings.', 22.5),
  last: number('The last.', 7.5),
  count: count('How many.', 1440),
})

const utcDay = day('The UTC day.', '2026-01-01')

/** What is told of a day that is over. */
export const daySummary = record({
  ...subjectFields,
  day: utcDay,
  samples: count('How many readings there were.', 1440),
  failedReads: count('How many failed.', 0),
  measures: byMeasure(statistics, 'How each measure went over the day.'),
  lastSample: keptShape(sample, 'The last reading, whole; null when there was none.'),
  lastFailure: nullable(
    keptShape(failedRead, 'The last failed one; null when there was none.'),
    null,
  ),
  nextRevision: position("Where in the readings' stream the next day begins.", '1440'),
})

/** What is kept for ever of one UTC day. */
export type DaySummary = Of<typeof daySummary>

/** What is told of a day whose detail is let go. */
export const detailExpired = record({ ...subjectFields, day: utcDay })
