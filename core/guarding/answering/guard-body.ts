import Joi from 'joi'
import { gateModes } from '../../gate.ts'
import { time, uuid } from '../../validation/fields.ts'
import { units } from '../measure.ts'
import type {
  GuardBucket,
  GuardSubject,
  GuardTransition,
  GuardView,
  ShownMeasure,
  SubjectStanding,
} from '../guard-view.ts'
import { levels, severities } from '../levels.ts'

/** A guard as it is listed: its name, and how it looks. */
export interface NamedView {
  readonly name: string
  readonly view: GuardView
}

const level = Joi.valid(...severities).required()
const limit = Joi.object({
  enter: Joi.number().required().description('Entered when the value is beyond this.'),
  leave: Joi.number().required().description('Left when it has come back to this.'),
  enter_after_seconds: Joi.number().required(),
}).allow(null)

const measureSchema = Joi.object({
  name: Joi.string().required(),
  title: Joi.string().required(),
  unit: Joi.valid(...units).required(),
  limits: Joi.object({
    side: Joi.valid('below', 'above').required().description('Which side is bad.'),
    warning: limit,
    critical: limit,
    emergency: limit,
    leave_after_seconds: Joi.number().required(),
  })
    .allow(null)
    .required()
    .description('Null: it is not judged.'),
})

/** What is said of a guard. */
export const guardSchema = Joi.object({
  name: Joi.string().required(),
  title: Joi.string().required(),
  summary: Joi.string().required(),
  every_seconds: Joi.number().required().description('When a reading is due.'),
  mode: Joi.valid(...gateModes)
    .required()
    .description(
      'What follows from the answers of its gate: nothing, a warning at most, or what they say.',
    ),
  takes_readings: Joi.boolean().required().description('Whether its readings come in over HTTP.'),
  measures: Joi.array().items(measureSchema).required().description('In the order to show them.'),
  level: level.description('The worst of its subjects; unknown where there is none.'),
  counts: Joi.object(Object.fromEntries(severities.map(one => [one, Joi.number().required()])))
    .required()
    .description('Its subjects by level, without those that are gone.'),
})

const forecast = Joi.object({
  reaches_in_seconds: Joi.number().required(),
  low_seconds: Joi.number().required(),
  high_seconds: Joi.number().required(),
  level: Joi.valid(...levels).required(),
})

const action = Joi.object({
  code: Joi.string().required(),
  title: Joi.string().required(),
  why: Joi.string().required(),
})

/** What is said of a subject. */
export const subjectSchema = Joi.object({
  id: uuid().required(),
  host: Joi.string().allow(null).required().description('Its machine; null: of none.'),
  board_id: uuid().allow(null).required(),
  subject: Joi.string().required(),
  level,
  held: Joi.valid(...levels)
    .required()
    .description('The last known level; it holds while it is unknown.'),
  since: time().allow(null).required(),
  text: Joi.string().allow('').required().description('How it stands, in words.'),
  state: Joi.valid('read', 'failing', 'silent', 'gone', 'forgotten').required(),
  values: Joi.object().pattern(Joi.string(), Joi.number()).required(),
  measures: Joi.array().items(measureSchema).required(),
  forecast: Joi.object().pattern(Joi.string(), forecast).required(),
  read_at: time().allow(null).required(),
  forgotten_at: time().allow(null).required().description('When it was forgotten last.'),
  failure: Joi.string().allow(null).required().description('Why it could not be read last.'),
  actions: Joi.array().items(action).required().description('What to do, the most urgent first.'),
  more: Joi.object().required().description("Columns of the guard's own."),
  event_ids: Joi.array().items(Joi.string()).required().description('The events behind it.'),
})

/** What is said of a recorded change. */
export const transitionSchema = Joi.object({
  from: level,
  to: level,
  held: Joi.valid(...levels).required(),
  at: time().required(),
  became_true_at: time().required(),
  text: Joi.string().allow('').required(),
  event_id: Joi.string().required(),
})

/** What is said of one measure in one bucket of time. */
export const bucketSchema = Joi.object({
  start: time().required(),
  measure: Joi.string().required(),
  min: Joi.number().required(),
  max: Joi.number().required(),
  mean: Joi.number().allow(null).required(),
  last: Joi.number().required(),
  count: Joi.number().required(),
})

/** The body of a guard, with the subjects that it has. */
export function guardBody({ name, view }: NamedView, subjects: readonly SubjectStanding[]): object {
  const { title, summary, everySeconds, measures } = view
  const there = subjects.filter(({ state }) => state !== 'gone' && state !== 'forgotten')
  const counted = severities.map(one => [one, there.filter(s => s.level === one).length] as const)
  const worst = order.findLast(one => there.some(subject => subject.level === one)) ?? 'unknown'
  return {
    ...{ name, title, summary, every_seconds: everySeconds },
    takes_readings: view.take !== undefined,
    measures: measures.map(measureBody),
    level: worst,
    counts: Object.fromEntries(counted),
  }
}

// What nobody can read is worse than what is well, and what is full is worse still.
const order = ['ok', 'warning', 'unknown', 'critical', 'emergency'] as const

function measureBody({ name, title, unit, limits }: ShownMeasure): object {
  if (!limits) return { name, title, unit, limits: null }
  const { side, warning, critical, emergency, leaveAfterSeconds } = limits
  const bounds = [
    ['warning', warning],
    ['critical', critical],
    ['emergency', emergency],
  ] as const
  const shown = bounds.map(([key, bound]) => [
    key,
    bound
      ? { enter: bound.enter, leave: bound.leave, enter_after_seconds: bound.enterAfterSeconds }
      : null,
  ])
  const rest = { leave_after_seconds: leaveAfterSeconds }
  return { name, title, unit, limits: { side, ...Object.fromEntries(shown), ...rest } }
}

/** The body of a subject. */
export function subjectBody(subject: GuardSubject): object {
  const {
    boardId,
    readAt,
    eventIds,
    measures,
    forecast: foreseen,
    actions,
    more,
    forgottenAt = null,
    ...rest
  } = subject
  const shown = Object.entries(foreseen).map(([name, one]) => [
    name,
    {
      reaches_in_seconds: one.reachesInSeconds,
      low_seconds: one.lowSeconds,
      high_seconds: one.highSeconds,
      level: one.level,
    },
  ])
  return {
    ...rest,
    ...{ board_id: boardId, read_at: readAt, event_ids: eventIds, forgotten_at: forgottenAt },
    measures: measures.map(measureBody),
    forecast: Object.fromEntries(shown),
    actions: actions ?? [],
    more: more ?? {},
  }
}

/** The body of a transition. */
export function transitionBody({ becameTrueAt, eventId, ...rest }: GuardTransition): object {
  return { ...rest, became_true_at: becameTrueAt, event_id: eventId }
}

/** The body of a bucket. */
export function bucketBody({ start, measure, min, max, mean, last, count }: GuardBucket): object {
  return { start, measure, min, max, mean, last, count }
}
