import type { AgentSigns, CounterSign, ProgressSign, RuntimeSigns, Sign } from '../signs.ts'

/** What is known of an agent, or a runtime, that was never seen. */
export const noAgentSigns: AgentSigns = {
  ...{ beat: null, status: null, progress: null, outcome: null, probe: null },
}
export const noRuntimeSigns: RuntimeSigns = { probe: null, sessions: null }

/**
 * Joins what was seen here and what was seen there. In whatever order, and however often, the same observations are joined, they
 * come to the same; `here` itself is answered when there is nothing new.
 */
export function joinAgentSigns(here: AgentSigns, there: AgentSigns): AgentSigns {
  const joined = {
    beat: later(here.beat, there.beat),
    status: later(here.status, there.status),
    progress: joinProgress(here.progress, there.progress),
    outcome: later(here.outcome ?? null, there.outcome ?? null),
    probe: later(here.probe, there.probe),
  }
  const isNew =
    joined.beat !== here.beat ||
    joined.status !== here.status ||
    joined.progress !== here.progress ||
    joined.outcome !== (here.outcome ?? null) ||
    joined.probe !== here.probe
  return isNew ? joined : here
}

/** Joins what was seen of a runtime in the same way. */
export function joinRuntimeSigns(here: RuntimeSigns, there: RuntimeSigns): RuntimeSigns {
  const joined = {
    probe: later(here.probe, there.probe),
    sessions: later(here.sessions, there.sessions),
  }
  return joined.probe === here.probe && joined.sessions === here.sessions ? here : joined
}

/** Tells which of two signs came later; those of the same moment are ordered by their ids. */
function isLater(one: Sign, other: Sign): boolean {
  if (one.receivedAt !== other.receivedAt) return one.receivedAt > other.receivedAt
  return one.eventId > other.eventId
}

function later<One extends Sign>(here: One | null, there: One | null): One | null {
  if (here === null || there === null) return here ?? there
  return isLater(there, here) ? there : here
}

// The two counters seen last tell when what is counted last stood elsewhere, in whatever order they arrive.
function joinProgress(here: ProgressSign | null, there: ProgressSign | null): ProgressSign | null {
  if (here === null || there === null) return here ?? there
  const first = isLater(here.first, there.first) ? there.first : here.first
  const counters = [here.last, here.previous, there.last, there.previous].filter(isPresent)
  const last = latest(counters) ?? here.last
  const previous = latest(counters.filter(({ counter }) => counter !== last.counter)) ?? null
  const isSame = first === here.first && last === here.last && previous === here.previous
  return isSame ? here : { first, last, previous }
}

// Of equals the first stays, so that what is not new is not taken for it.
function latest(signs: readonly CounterSign[]): CounterSign | undefined {
  return signs.reduce<CounterSign | undefined>(
    (best, sign) => (best && !isLater(sign, best) ? best : sign),
    undefined,
  )
}

function isPresent<Value>(value: Value | null): value is Value {
  return value !== null
}

/** When the newest of all that was seen of an agent was received; null when nothing was. */
export function newestOfAgent({ beat, status, progress, probe }: AgentSigns): Date | null {
  return newest([beat, status, progress && progress.last, probe])
}

/** When the newest of all that was seen of a runtime was received; null when nothing was. */
export function newestOfRuntime({ probe, sessions }: RuntimeSigns): Date | null {
  return newest([probe, sessions])
}

function newest(signs: readonly (Sign | null)[]): Date | null {
  let last = ''
  for (const sign of signs) if (sign && sign.receivedAt > last) last = sign.receivedAt
  return last === '' ? null : new Date(last)
}
