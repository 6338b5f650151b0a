import type { Host, Observation } from '../../host.ts'
import { keepable } from '../../validation/text.ts'
import { most } from '../guard-data.ts'
import type { GuardObservation } from '../guard-events.ts'
import type { Reading } from '../reading.ts'
import type { Subject } from '../subject.ts'
import { checkReading } from './check-reading.ts'
import { createReadingForecasts } from './forecasts.ts'
import { misfits, observationOf, subjectOf, type TakingGuard } from './observation-of.ts'

/** A reading that was taken: of whom it is, when the next is due in seconds, and what is recorded of it. */
export interface Taken {
  readonly subject: Subject
  readonly every: number
  readonly observation: Observation<GuardObservation>
}

/** Creates what makes observations of whatever a guard answers as readings, with what is foreseen of them. */
export function createTake(
  host: Pick<Host, 'read' | 'log'>,
  guard: TakingGuard,
): (candidate: unknown, now: Date) => Promise<Taken> {
  const forecasts = createReadingForecasts(host, guard)
  return async (candidate, now) => {
    const reading = asReading(guard, candidate)
    const subject = subjectOf(guard, reading)
    const forecast = await forecasts.take(subject.subjectId, now, reading)
    const { every = guard.intervalSeconds } = reading
    return { subject, every, observation: observationOf(guard, reading, forecast) }
  }
}

// A reading that cannot be believed is a failed one of what it is about, as far as that can be told.
function asReading(guard: TakingGuard, candidate: unknown): Reading {
  const checked = checkReading(candidate, 'own')
  const faults = 'faults' in checked ? checked.faults : misfits(guard, checked.reading)
  const [first] = faults
  if ('reading' in checked && !first) return checked.reading
  const where = first?.field ? `${first.field} ` : ''
  const failure = `It answered a reading that cannot be taken: ${where}${first?.message ?? ''}`
  return { subject: subjectNamed(candidate), failure }
}

function subjectNamed(candidate: unknown): string {
  try {
    const { subject } = Object(candidate) as { readonly subject?: unknown }
    const text = typeof subject === 'string' ? subject : ''
    return keepable(text, most.subject).replaceAll(/\p{Cc}/gu, '\uFFFD') || '(unnamed)'
  } catch {
    return '(unnamed)'
  }
}
