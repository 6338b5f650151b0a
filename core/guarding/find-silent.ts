import type { Decider, DomainEvent, Recorded } from '../event.ts'
import type { Host } from '../host.ts'
import type { Sweep } from '../plugin.ts'
import { gapsUntil, type Gap, type ReceivingRow, timeAfter } from '../receiving/gaps.ts'
import { guardEvent } from './guard-events.ts'
import type { KnownSubject } from './forget-subject.ts'
import { neverJudged, type RecordedStanding, stepIntoSilence } from './judging/level-decider.ts'
import { isFailing, isGone, lastObservedAt, patience } from './judging/standing.ts'
import { levelStream, namesOf, type Subject } from './subject.ts'

/** A subject as far as it is looked at for silence. */
interface HeardSubject extends KnownSubject {
  readonly sample_event_id: string | null
  readonly failure_event_id: string | null
}

interface SilentOwner {
  readonly guard: string
  /** All subjects that are known, as their rows tell them. */
  rows(): Promise<readonly HeardSubject[]>
  /** Where a subject stands after an event of its stream; null of one that does not move it. */
  standingAfter(event: Recorded): RecordedStanding | null
}

/**
 * Creates the sweep that records of subjects that they are `unknown` because nothing is read of them any more, which raises their
 * alarms; the next reading ends it. Time in which Decklog itself could not receive counts for nobody.
 */
export function createSilenceSweep(
  host: Pick<Host, 'execute' | 'clock' | 'rows'>,
  { guard, rows, standingAfter }: SilentOwner,
): Sweep {
  const decider = silenceDecider(guard, standingAfter)
  return {
    name: 'find-silent',
    everySeconds: 60,
    async run(signal) {
      const now = host.clock.now()
      const known = await rows()
      const [receiving] = (await host.rows<ReceivingRow>('receiving')).rows
      const gaps = gapsUntil(receiving, now)
      for (const row of known) {
        if (signal.aborted) return
        const command = silenceOf(row, now, gaps)
        const stream = levelStream(guard, row._key)
        if (command) await host.execute(decider, { stream, command })
      }
    },
  }
}

/** A silence that has lasted too long: since which observation, and when it had. */
interface Silence {
  readonly subject: Subject
  readonly observationId: string
  readonly observedAt: Date
  readonly becameTrueAt: Date
}

function silenceOf(row: HeardSubject, now: Date, gaps: readonly Gap[]): Silence | null {
  const observedAt = lastObservedAt(row)
  const observationId = isFailing(row) ? row.failure_event_id : row.sample_event_id
  if (row.severity === 'unknown' || !observedAt || observationId === null) return null
  const becameTrueAt = timeAfter(observedAt, patience(row) * 1000, gaps)
  // What is gone is forgotten, and need not be told of before.
  if (becameTrueAt >= now || isGone(row, now)) return null
  const { _key: subjectId, host, board_id: boardId, subject } = row
  const named = namesOf({ subjectId, host, boardId, subject })
  return { subject: named, observationId, observedAt, becameTrueAt }
}

/** A subject falls silent once, and not by an observation that is older than what moved it last. */
function silenceDecider(
  guard: string,
  standingAfter: SilentOwner['standingAfter'],
): Decider<RecordedStanding, Silence, DomainEvent> {
  return {
    initial: neverJudged,
    evolve: (standing, event) => standingAfter(event) ?? standing,
    decide({ subject, observationId, observedAt, becameTrueAt }, standing) {
      const next = stepIntoSilence(standing)
      if (!next || (standing.observedAt && observedAt < standing.observedAt)) return []
      const { severity: to, held, reason } = next
      const since = observedAt.toISOString()
      const change = {
        ...namesOf(subject),
        ...{ from: standing.severity, to, held, reason, observationId, observedAt: since },
        text: `It has not been read since ${since}.`,
        becameTrueAt: becameTrueAt.toISOString(),
        values: null,
      }
      return [guardEvent(guard, 'LevelChanged', change)]
    },
  }
}
