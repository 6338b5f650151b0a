import type { Decider, DomainEvent, Recorded } from '../event.ts'
import type { Host } from '../host.ts'
import type { SharedSweep } from '../plugin.ts'
import { gapsUntil, type Gap, type ReceivingRow, timeAfter } from '../receiving/gaps.ts'
import { eachInTurns } from '../timing/in-turns.ts'
import { guardEvent } from './guard-events.ts'
import type { KnownSubject } from './forget-subject.ts'
import { levels } from './levels.ts'
import { neverJudged, type RecordedStanding, stepIntoSilence } from './judging/level-decider.ts'
import { isFailing, isGone, lastObservedAt, patience } from './judging/standing.ts'
import { levelStream, namesOf, type Subject } from './subject.ts'

/** A subject as far as it is looked at for silence, as its row of `guard-levels` tells it. */
interface HeardSubject extends KnownSubject {
  readonly guard: string
  readonly sample_event_id: string | null
  readonly failure_event_id: string | null
}

interface SilentOwner {
  readonly guard: string
  /** Where a subject stands after an event of its stream; null of one that does not move it. */
  standingAfter(event: Recorded): RecordedStanding | null
}

type SilenceHost = Pick<Host, 'execute' | 'clock' | 'rows' | 'all'>

const columns = [
  ...['guard', 'host', 'board_id', 'subject', 'severity', 'held_severity', 'interval_seconds'],
  ...['sampled_at', 'failed_at', 'forgotten_at', 'sample_event_id', 'failure_event_id'],
]

const atOnce = 4

/**
 * The sweep that records of subjects that they are `unknown` because nothing is read of them any more, which raises their alarms; the
 * next reading ends it. Time in which Decklog itself could not receive counts for nobody. Those of all guards look once for all.
 */
export class SilenceSweep implements SharedSweep {
  readonly name = 'find-silent'
  readonly everySeconds = 60
  readonly #host: SilenceHost
  readonly #guard: string
  readonly #decider: SilenceDecider

  constructor(host: SilenceHost, { guard, standingAfter }: SilentOwner) {
    this.#host = host
    this.#guard = guard
    this.#decider = silenceDecider(guard, standingAfter)
  }

  run(signal: AbortSignal): Promise<void> {
    return this.runWith([], signal)
  }

  async runWith(others: readonly SharedSweep[], signal: AbortSignal): Promise<void> {
    const all = [this, ...others.filter(one => one instanceof SilenceSweep)]
    const sweeps = new Map(all.map(sweep => [sweep.#guard, sweep]))
    const now = this.#host.clock.now()
    const { rows } = await this.#host.all<HeardSubject>('guard-levels', {
      // Who is silent already is told of once.
      equals: { guard: [...sweeps.keys()], known: true, severity: [null, ...levels] },
      columns,
    })
    const [receiving] = (await this.#host.rows<ReceivingRow>('receiving')).rows
    const gaps = gapsUntil(receiving, now)
    const silences = rows.flatMap(row => {
      const silence = silenceOf(row, now, gaps)
      const sweep = sweeps.get(row.guard)
      return silence && sweep ? [{ sweep, silence }] : []
    })
    await eachInTurns(silences, { atOnce, signal }, one => one.sweep.#record(one.silence))
  }

  #record(command: Silence): Promise<unknown> {
    const stream = levelStream(this.#guard, command.subject.subjectId)
    return this.#host.execute(this.#decider, { stream, command })
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
  if (!observedAt || observationId === null) return null
  const becameTrueAt = timeAfter(observedAt, patience(row) * 1000, gaps)
  // What is gone is forgotten, and need not be told of before.
  if (becameTrueAt >= now || isGone(row, now)) return null
  const { _key: subjectId, host, board_id: boardId, subject } = row
  const named = namesOf({ subjectId, host, boardId, subject })
  return { subject: named, observationId, observedAt, becameTrueAt }
}

type SilenceDecider = Decider<RecordedStanding, Silence, DomainEvent>

/** A subject falls silent once, and not by an observation that is older than what moved it last. */
function silenceDecider(
  guard: string,
  standingAfter: SilentOwner['standingAfter'],
): SilenceDecider {
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
