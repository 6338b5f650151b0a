import type { AlarmSpecs } from '../../alarm.ts'
import type { DomainEvent, Recorded } from '../../event.ts'
import type { Rejudging, Outcome } from '../../whatif/what-if.ts'
import { blocks } from '../levels.ts'
import { type Dwell, foldDwell } from './dwell.ts'
import type { Judged } from './judge-observations.ts'
import { neverJudged, nextStep, type RecordedStanding } from './level-decider.ts'

/** How the facts of subjects with levels are judged once more. */
export interface JudgedAgain<Subject, Sample, E extends DomainEvent> {
  readonly judged: Judged<Subject, Sample, E>
  /** Types of the events that `judged.see` sees. */
  readonly observations: readonly E['type'][]
  /** Type of the events that `judged` changes levels by. */
  readonly changeType: string
  /** What a subject is called. */
  nameOf(subject: Subject): string
  readonly alarms: AlarmSpecs
  /** An observation as these settings would have judged it at its moment. */
  restate(event: Recorded<E>): Recorded<E>
  /** A change that no observation makes, as from this standing; null of every other. */
  carried?(event: Recorded<E>, standing: RecordedStanding): Recorded<E> | null
}

/** What was recorded of levels, alarms and gate answers. */
export function recordedLevels<Subject, Sample, E extends DomainEvent>(
  again: JudgedAgain<Subject, Sample, E>,
): Rejudging<E> {
  // Nearly all that is taken are observations, which are not judged here.
  const observations = new Set<string>(again.observations)
  const take = (event: Recorded<E>): readonly Outcome[] => {
    if (observations.has(event.type)) return []
    const subject = again.judged.subjectOf(event)
    return subject ? outcomesOf(again, subject, event) : []
  }
  return { begin: take, take }
}

interface Kept<Sample> {
  readonly dwell: Dwell<Sample> | undefined
  readonly standing: RecordedStanding
}

/** What other settings would have made of the observations: the live judging, over each of them restated. */
export function judgeLevelsAgain<Subject, Sample, E extends DomainEvent>(
  again: JudgedAgain<Subject, Sample, E>,
): Rejudging<E> {
  const { judged, changeType, restate } = again
  const kept = new Map<string, Kept<Sample>>()

  function move(subject: Subject, event: Recorded<E>): readonly Outcome[] {
    const standing = judged.standingAfter(event)
    const stream = judged.levelStream(subject)
    if (!standing) return []
    kept.set(stream, { dwell: kept.get(stream)?.dwell, standing })
    return outcomesOf(again, subject, event)
  }

  function carry(subject: Subject, event: Recorded<E>): readonly Outcome[] {
    const { standing } = kept.get(judged.levelStream(subject)) ?? { standing: neverJudged }
    const carried = again.carried?.(event, standing)
    return carried ? move(subject, carried) : []
  }

  return {
    begin(event) {
      const subject = judged.subjectOf(event)
      return subject ? move(subject, event) : []
    },
    take(event) {
      const subject = judged.subjectOf(event)
      if (!subject) return []
      if (event.type === changeType) return carry(subject, event)
      const seen = judged.see(restate(event))
      if (!seen) return move(subject, event)
      const stream = judged.levelStream(subject)
      const { dwell: before, standing } = kept.get(stream) ?? {
        dwell: undefined,
        standing: neverJudged,
      }
      const dwell = foldDwell(before, seen)
      kept.set(stream, { dwell, standing })
      const next = nextStep(standing, dwell)
      if (!next) return []
      const sample = next.severity === 'unknown' ? null : dwell.sample
      const change = judged.change(subject, { ...next, from: standing.severity, dwell, sample })
      return move(subject, { ...event, ...change })
    },
  }
}

/** What an event of a subject's stream comes to: its level, its alarm, and what a gate answers by it. */
function outcomesOf<Subject, Sample, E extends DomainEvent>(
  { judged, nameOf, alarms }: JudgedAgain<Subject, Sample, E>,
  subject: Subject,
  event: Recorded<E>,
): readonly Outcome[] {
  const standing = judged.standingAfter(event)
  if (!standing) return []
  const { severity, held, observedAt } = standing
  // The observation that it was judged at has the time, however long after it that was written down.
  const about = { subject: nameOf(subject), at: observedAt ?? event.receivedAt }
  const gate = severity === 'ok' ? 'allow' : blocks(held) ? 'deny' : 'warn'
  const signals = Object.values(alarms).flatMap(({ on }) => on[event.type]?.(event) ?? [])
  return [
    { kind: 'transition', state: severity, ...about },
    ...signals.map(({ state, severity: how }) => ({
      kind: 'alarm' as const,
      state: state === 'raised' ? `raised ${how}` : state,
      ...about,
    })),
    { kind: 'gate', state: gate, ...about },
  ]
}
