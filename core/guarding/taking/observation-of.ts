import type { FieldError } from '../../errors.ts'
import type { Observation } from '../../host.ts'
import { keepable } from '../../validation/text.ts'
import type { MeasureLimits, Measures } from '../measure.ts'
import { most, type Sample } from '../guard-data.ts'
import { guardEvent, type GuardObservation } from '../guard-events.ts'
import { judgeAll } from '../judging/judge.ts'
import { worstOf } from '../levels.ts'
import { measureProblems, resolveLimits } from '../measures.ts'
import type { LevelFound, Reading, ReadingOf, ValuesRead } from '../reading.ts'
import { sampleStream, type Subject, subjectIdOf } from '../subject.ts'

/** What a guard is, as far as its readings are taken. */
export interface TakingGuard {
  readonly name: string
  readonly intervalSeconds: number
  /** The machine that a reading is of which names none; null: none. */
  readonly host: string | null
  readonly measures: Measures
  /** Those of `measures`, resolved. */
  readonly limits: Readonly<Record<string, MeasureLimits>>
}

/** Resolves the limits of measures, by name; those that have any. */
export function limitsOf(measures: Measures): Readonly<Record<string, MeasureLimits>> {
  return Object.fromEntries(
    Object.entries(measures).flatMap(([name, measure]) => {
      const limits = resolveLimits(measure)
      return limits ? [[name, limits] as const] : []
    }),
  )
}

/** Whose reading it is. */
export function subjectOf(
  { name, host }: Pick<TakingGuard, 'name' | 'host'>,
  reading: ReadingOf,
): Subject {
  const { subject, host: of = host, board: boardId = null } = reading
  const named = { host: of, boardId, subject }
  return { subjectId: subjectIdOf(name, named), ...named }
}

/** What is wrong with a reading for this guard, though it is one: values that nobody declares, limits that contradict. */
export function misfits(guard: TakingGuard, reading: Reading): readonly FieldError[] {
  if ('failure' in reading) return []
  const { values = {}, measures = {} } = reading
  const missing = 'level' in reading ? [] : missingOf({ ...guard.measures, ...measures }, values)
  const unknown = Object.keys(values).filter(
    name => !Object.hasOwn(guard.measures, name) && !Object.hasOwn(measures, name),
  )
  return [
    ...unknown.map(name => ({ field: `values.${name}`, message: 'is no measure of the guard' })),
    ...missing.map(name => ({ field: `values.${name}`, message: absent })),
    ...Object.entries(measures).flatMap(([name, measure]) =>
      measureProblems(measure).map(message => ({ field: `measures.${name}`, message })),
    ),
  ]
}

const absent =
  'is missing, and has limits: a measure that does not apply to every subject is declared `optional: true`'

// What is judged and not told may be what a block rests on.
function missingOf(measures: Measures, values: object): readonly string[] {
  return Object.entries(measures).flatMap(([name, measure]) =>
    Object.hasOwn(values, name) || measure.optional || !resolveLimits(measure) ? [] : [name],
  )
}

/** Makes the observation of a reading that fits. */
export function observationOf(
  guard: TakingGuard,
  reading: Reading,
  forecast: Sample['forecast'] = {},
): Observation<GuardObservation> {
  const subject = subjectOf(guard, reading)
  if ('failure' in reading) return failureOf(guard, subject, reading)
  const stream = sampleStream(guard.name, subject.subjectId)
  const data = { ...subject, ...sampleOf(guard, reading), forecast }
  return { stream, event: guardEvent(guard.name, 'Sampled', data) }
}

/** Makes the observation of a subject that could not be read. */
export function failureOf(
  { name, intervalSeconds }: Pick<TakingGuard, 'name' | 'intervalSeconds'>,
  { subjectId, host, boardId, subject }: Subject,
  { failure, every = intervalSeconds }: { readonly failure: string; readonly every?: number },
): Observation<GuardObservation> {
  const message = keepable(failure, most.text)
  const data = { subjectId, host, boardId, subject, intervalSeconds: every, message }
  return { stream: sampleStream(name, subjectId), event: guardEvent(name, 'ReadFailed', data) }
}

type Judged = Omit<Sample, keyof Subject | 'forecast'>

function sampleOf(guard: TakingGuard, reading: ValuesRead | LevelFound): Judged {
  const { values = {}, text, every = guard.intervalSeconds, measures } = reading
  const shared = {
    intervalSeconds: every,
    values,
    text: text === undefined || text === '' ? null : keepable(text, most.text),
    ...(measures ? { measures: titlesOf(measures) } : {}),
  }
  const own = measures ? limitsOf(measures) : {}
  const all = { ...guard.limits, ...own }
  if ('level' in reading) {
    const limits = pick(all, values)
    const { level, enterAfter = 0, leaveAfter = 0 } = reading
    const found = { level, enterAfterSeconds: enterAfter, leaveAfterSeconds: leaveAfter }
    return { ...shared, limits, found, observed: level, retained: level }
  }
  // With those of what was left out, so that it can be told from what is never judged.
  const limits = all
  const tracks = judgeAll(values, limits)
  const observed = worstOf(tracks.map(track => track.observed))
  return { ...shared, limits, observed, retained: worstOf(tracks.map(track => track.retained)) }
}

function pick<T>(of: Readonly<Record<string, T>>, names: object): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(of).filter(([name]) => Object.hasOwn(names, name)))
}

function titlesOf(measures: Measures): NonNullable<Sample['measures']> {
  return Object.fromEntries(
    Object.entries(measures).map(([name, { title, unit }]) => [name, { title, unit }]),
  )
}
