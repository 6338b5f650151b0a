import type { Reading, Session } from './reading.ts'

/** What an observation showed, kept with the id of its event and when Decklog received it. */
export interface Sign {
  readonly eventId: string
  readonly receivedAt: string
}

/** The last heartbeat. */
export interface BeatSign extends Sign {
  readonly seq: number | null
  readonly sentAt: string | null
  readonly runId: string | null
}

/** The last word of an agent about itself. */
export interface StatusSign extends Sign {
  readonly status: string
}

/** When a counter was last seen at this value. */
export interface CounterSign extends Sign {
  readonly counter: number
}

/**
 * How the work of an agent goes on: the first report of a counter, the last, and the last with another counter than the last
 * one: what is counted has moved since then. `previous` is null when the counter has never been seen to move.
 */
export interface ProgressSign {
  readonly first: Sign
  readonly last: CounterSign
  readonly previous: CounterSign | null
}

/** The last reading of an agent's own probe. */
export interface ProbeSign extends Sign {
  readonly reading: Reading
}

/** The last list of sessions that a runtime answered: those of them that agents of the board name. */
export interface SessionsSign extends Sign {
  readonly url: string
  readonly sessions: readonly Session[]
}

/** All that was seen of an agent; null is what has not been seen. */
export interface AgentSigns {
  readonly beat: BeatSign | null
  readonly status: StatusSign | null
  readonly progress: ProgressSign | null
  readonly probe: ProbeSign | null
}

/** All that was seen of a board's runtime. */
export interface RuntimeSigns {
  readonly probe: ProbeSign | null
  readonly sessions: SessionsSign | null
}
