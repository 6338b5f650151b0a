import type { AlarmSpecs } from '../alarm.ts'
import type { DomainEvent, Recorded } from '../event.ts'
import type { WhatIf } from '../whatif/what-if.ts'
import type { Sample } from './guard-data.ts'
import { type GuardEvent, isOf } from './guard-events.ts'
import { judgedOf } from './judged.ts'
import { judgeAll } from './judging/judge.ts'
import { type JudgedAgain, judgeLevelsAgain, recordedLevels } from './judging/judge-again.ts'
import { type RecordedStanding, stepIntoSilence } from './judging/level-decider.ts'
import { worstOf } from './levels.ts'
import type { MeasureLimits, Measures } from './measure.ts'
import { lookBackSeconds } from './judging/look-back.ts'
import { levelStream, nameOf, type Subject } from './subject.ts'
import { limitsOf } from './taking/observation-of.ts'

/** What a guard with these measures would have judged of its readings. */
export function guardWhatIf(
  guard: string,
  measures: Measures,
  alarms: AlarmSpecs,
): WhatIf<DomainEvent> {
  const limits = limitsOf(measures)
  const again: JudgedAgain<Subject, Sample, DomainEvent> = {
    judged: judgedOf(guard, measures),
    observations: [`${guard}.Sampled`, `${guard}.ReadFailed`],
    changeType: `${guard}.LevelChanged`,
    nameOf,
    alarms,
    carried: silentFrom,
    restate: event => (isOf(event, 'Sampled') ? restate(event, limits) : event),
  }
  return {
    types: ['Sampled', 'ReadFailed', 'LevelChanged', 'Forgotten'].map(word => `${guard}.${word}`),
    lookBackSeconds: lookBackSeconds(Object.values(limits)),
    standsIn: event => levelStream(guard, (event as Recorded<GuardEvent>).data.subjectId),
    asRecorded: () => recordedLevels(again),
    asSet: () => judgeLevelsAgain(again),
  }
}

/** That a subject fell silent, whatever it was at by then. */
function silentFrom(
  event: Recorded<DomainEvent>,
  standing: RecordedStanding,
): Recorded<DomainEvent> | null {
  if (!isOf(event, 'LevelChanged') || event.data.reason !== 'silent') return null
  const next = stepIntoSilence(standing)
  return next && { ...event, data: { ...event.data, from: standing.severity, held: next.held } }
}

/** A reading under other limits; what was found as a level, and measures of its own, stay as they were. */
function restate(
  event: Recorded<GuardEvent<'Sampled'>>,
  set: Readonly<Record<string, MeasureLimits>>,
): Recorded<DomainEvent> {
  const { data } = event
  if (data.found) return event
  const own = Object.entries(data.limits).filter(([name]) =>
    Object.hasOwn(data.measures ?? {}, name),
  )
  const limits = Object.fromEntries([
    ...Object.entries(set).filter(([name]) => Object.hasOwn(data.values, name)),
    ...own,
  ])
  const tracks = judgeAll(data.values, limits)
  const observed = worstOf(tracks.map(track => track.observed))
  const retained = worstOf(tracks.map(track => track.retained))
  return { ...event, data: { ...data, limits, observed, retained } }
}
