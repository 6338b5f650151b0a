/** How an agent stands: one of five while it is looked at, or `paused`. */
export const continuities = ['new', 'alive', 'stale', 'failing', 'unreachable', 'paused'] as const

/** How an agent stands that does not work. */
export const illContinuities = [
  'stale',
  'failing',
  'unreachable',
] as const satisfies readonly Continuity[]

/** Tells whether an agent that stands so does not work. */
export function isIll(continuity: Continuity): boolean {
  return illContinuities.some(one => one === continuity)
}

/** Why it stands so; the list is closed, and each reason belongs to one continuity. */
export const reasons = {
  /** Never seen, and its first beat is not due yet. */
  awaiting_first_heartbeat: 'new',
  /** Its last beat is recent. */
  healthy: 'alive',
  /** Its beats are late, or there has been none, but its session in the runtime is active. */
  runtime_activity_recent: 'alive',
  /** Its last beat is too old. */
  heartbeat_stale: 'stale',
  /** Its first beat has never come. */
  heartbeat_missing: 'stale',
  /** It beats, but the counter of its work stands still. */
  progress_stalled: 'stale',
  /** Its work ended in a failure. */
  job_failed: 'failing',
  /** The board's runtime cannot be asked. */
  runtime_unavailable: 'unreachable',
  /** The board's runtime has sessions, and the agent names none. */
  runtime_session_missing: 'unreachable',
  /** Its session is not among those of the runtime. */
  runtime_session_unreachable: 'unreachable',
  /** Its own probe fails. */
  probe_failed: 'unreachable',
  /** Somebody paused it. */
  paused: 'paused',
} as const satisfies Readonly<Record<string, Continuity>>

/** What a judgement may rest on. */
export const evidenceSignals = [
  ...(['heartbeat', 'progress', 'outcome', 'session', 'runtime', 'probe'] as const),
] as const

export type Continuity = (typeof continuities)[number]
export type Reason = keyof typeof reasons

/** The reasons, as a list. */
export const reasonNames = Object.keys(reasons).filter(isReason)

/** Tells whether a text is one of the reasons. */
function isReason(text: string): text is Reason {
  return Object.hasOwn(reasons, text)
}
