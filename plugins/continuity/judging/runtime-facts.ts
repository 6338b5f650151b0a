import { type Gap, timeAfter } from '../../../core/plugin-api.ts'
import type { Standing } from '../reading.ts'
import type { RecordedLoss } from '../rows.ts'
import type { ProbeSign, RuntimeSigns, SessionsSign, Sign } from '../signs.ts'
import { isOf, type RuntimeTarget, type Target } from '../target.ts'

/** A board, as far as its runtime goes. */
export interface RuntimeKnowledge {
  readonly runtime: RuntimeTarget | null
  readonly signs: RuntimeSigns
  readonly lost: RecordedLoss | null
}

/** How the runtime of a board stands at a moment. */
export interface RuntimeFacts {
  /** Null: the board has no runtime. */
  readonly target: RuntimeTarget | null
  readonly standing: Standing
  readonly since: Date | null
  /** What is wrong with it; null while nothing is. */
  readonly error: string | null
  /** The reading this rests on. */
  readonly sign: Sign | null
  /** The sessions it has, with their last activity; null when they are not known. */
  readonly sessions: ReadonlyMap<string, Date | null> | null
  readonly sessionsSign: Sign | null
}

const nothing = { since: null, error: null, sign: null, sessions: null, sessionsSign: null }

/** When it is judged, and when before that nothing could be received. */
interface Moment {
  readonly now: Date
  readonly gaps: readonly Gap[]
}

/** Judges how a board's runtime stands at a moment. A loss that is recorded holds until a reading says otherwise. */
export function runtimeFactsOf(board: RuntimeKnowledge, at: Moment): RuntimeFacts {
  const { runtime, lost, signs } = board
  if (!runtime) return { ...nothing, target: null, standing: 'unknown' }
  const probe = freshProbe(signs.probe, runtime, at)
  if (probe && probe.reading.standing !== 'unknown') return factsOfProbe(runtime, probe, signs)
  if (!lost || !isOf(lost, runtime)) return { ...nothing, target: runtime, standing: 'unknown' }
  return {
    ...nothing,
    ...{ target: runtime, standing: 'down', since: new Date(lost.at), error: lost.error },
    sign: { eventId: lost.eventId, receivedAt: lost.at },
  }
}

/** The last reading of a target, if it is so recent that it still tells how that stands; a stop of Decklog itself does not age it. */
export function freshProbe(
  probe: ProbeSign | null,
  target: Target,
  { gaps, now }: Moment,
): ProbeSign | null {
  if (!probe || !isOf(probe.reading, target)) return null
  const patienceMs = (3 * probe.reading.everySeconds + 60) * 1_000
  return now <= timeAfter(new Date(probe.receivedAt), patienceMs, gaps) ? probe : null
}

function factsOfProbe(target: RuntimeTarget, probe: ProbeSign, signs: RuntimeSigns): RuntimeFacts {
  const { standing, standingSince, detail, failure } = probe.reading
  const known = standing === 'up' && target.kind === 'sessions' ? signs.sessions : null
  const list = known?.url === target.url ? known : null
  return {
    target,
    standing,
    since: new Date(standingSince),
    error: standing === 'down' ? (detail ?? failure ?? 'It does not answer.') : null,
    sign: probe,
    sessions: list && sessionsOf(list),
    sessionsSign: list,
  }
}

// Activity after the answer that tells of it is a clock that is ahead.
function sessionsOf({ sessions, receivedAt }: SessionsSign): ReadonlyMap<string, Date | null> {
  return new Map(
    sessions.map(({ key, activeAt }) => [
      key,
      activeAt === null ? null : new Date(activeAt < receivedAt ? activeAt : receivedAt),
    ]),
  )
}
