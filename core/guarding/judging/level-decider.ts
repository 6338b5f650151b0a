import type { Decider, DomainEvent, Recorded } from '../../event.ts'
import type { Severity } from '../levels.ts'
import type { Dwell } from './dwell.ts'
import { type Standing, step, type Step } from './hysteresis.ts'

/** The recorded severity of one subject, and the observation that last moved it. */
export interface RecordedStanding extends Standing {
  readonly observedAt: Date | null
}

/** How a subject stands of which nothing was recorded. */
export const neverJudged: RecordedStanding = { severity: 'unknown', held: 'ok', observedAt: null }

/** Judge a subject by what its observations have shown up to now. */
export interface Judge<Subject, Sample> {
  readonly subject: Subject
  readonly dwell: Dwell<Sample>
}

/** A step that is due, from where, and what it rests on. */
export interface Change<Sample> extends Step {
  readonly from: Severity
  readonly dwell: Dwell<Sample>
  /** What was read; null when the subject becomes unknown. */
  readonly sample: Sample | null
}

/** How an owner of subjects names what is recorded of their severities. */
export interface LevelEvents<Subject, Sample, E extends DomainEvent> {
  /** Where a subject stands after an event of its stream, whatever was before; null of an event that does not move it. */
  standingAfter(event: Recorded<E>): RecordedStanding | null
  change(subject: Subject, change: Change<Sample>): E
}

/** Makes the rules of a subject's stream: its severity moves only by the steps of the hysteresis. */
export function createLevelDecider<Subject, Sample, E extends DomainEvent>(
  events: LevelEvents<Subject, Sample, E>,
): Decider<RecordedStanding, Judge<Subject, Sample>, E> {
  return {
    initial: neverJudged,
    evolve: (standing, event) => events.standingAfter(event) ?? standing,
    decide({ subject, dwell }, standing) {
      const next = nextStep(standing, dwell)
      if (!next) return []
      const sample = next.severity === 'unknown' ? null : dwell.sample
      return [events.change(subject, { ...next, from: standing.severity, dwell, sample })]
    },
  }
}

/** The step of a subject that nothing is read of any more; null when it is unknown already. What it held it still holds. */
export function stepIntoSilence({
  severity,
  held,
}: Standing): (Standing & { readonly reason: 'silent' }) | null {
  return severity === 'unknown' ? null : { severity: 'unknown', held, reason: 'silent' }
}

/** The step that is due; none by observations older than what moved the subject last. */
export function nextStep(standing: RecordedStanding, dwell: Dwell<unknown>): Step | null {
  if (standing.observedAt && dwell.observedAt < standing.observedAt) return null
  return step(standing, dwell)
}
