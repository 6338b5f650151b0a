import type { Recorded } from '../../../core/plugin-api.ts'
import type { Quiet } from '../deciding/commands.ts'
import type { Dated } from '../deciding/state.ts'
import type { AttemptEvent, EventNamed } from '../events.ts'
import { wordOf } from './actions.ts'

/** What would have come so soon before or after what was recorded is the same: looks are taken in turns. */
export const slackMs = 60_000

type RecordedAttempt = Recorded<AttemptEvent>

/** Tells what is decided, and not what follows from it. */
export function isDecision(event: Recorded): event is RecordedAttempt {
  return isOfAttempt(event) && wordOf(event) !== undefined
}

/** Tells whether an event is of the stream of one policy and one thing. */
export function isOfAttempt(event: Recorded): event is RecordedAttempt {
  return event.type.startsWith('recovery.') && !event.type.startsWith('recovery.Policy')
}

/** What was recorded of the same, from a moment on, as what would have been decided then. */
export function twinOf(
  decided: AttemptEvent,
  { coming, nowMs }: { readonly coming: readonly Recorded[]; readonly nowMs: number },
): RecordedAttempt | undefined {
  const word = wordOf(decided)
  return coming.find(
    (event): event is RecordedAttempt =>
      isDecision(event) &&
      event.data.recoveryId === decided.data.recoveryId &&
      wordOf(event) === word &&
      event.receivedAt.getTime() <= nowMs + slackMs,
  )
}

/** Tells whether the same action was decided on, so that what was recorded of it holds. */
export function isSameAction(one: AttemptEvent, other: AttemptEvent): boolean {
  const [digest, same] = [one, other].map(({ data }) =>
    'action' in data ? data.action.digest : '',
  )
  return digest === same
}

/** What others said, who may hold an attempt back: mutes, windows and gates, as far as it was recorded of a thing. */
export interface RecordedHolds {
  take(event: Recorded): void
  /** What held attempts on a thing back that has ailed since a moment. */
  of(
    thing: string,
    at: {
      readonly coming: readonly Recorded[]
      readonly nowMs: number
      readonly since: Date | null
    },
  ): Quiet | null
}

const said: readonly string[] = ['muted', 'window', 'gate', 'deploy']

/** Creates what follows them: one holds until something is begun on the thing, or it ails anew. */
export function createRecordedHolds(): RecordedHolds {
  const held = new Map<string, { readonly quiet: Quiet; readonly at: Date }>()
  return {
    take(event) {
      if (!tells(event)) return
      const quiet = quietOf(event)
      if (quiet) held.set(thingOf(event), { quiet, at: event.receivedAt })
      else held.delete(thingOf(event))
    },
    of(thing, { coming, nowMs, since }) {
      const next = coming.find(
        event =>
          tells(event) && thingOf(event) === thing && event.receivedAt.getTime() <= nowMs + slackMs,
      )
      if (next && tells(next)) return quietOf(next)
      const last = held.get(thing)
      return last && (since === null || last.at >= since) ? last.quiet : null
    },
  }
}

type Telling = EventNamed<'recovery.Suppressed' | 'recovery.Requested' | 'recovery.Suggested'>

function tells(event: Recorded): event is Recorded<Telling> {
  if (!isDecision(event)) return false
  return event.type !== 'recovery.Escalated' && (quietOf(event) !== null || !isHeld(event))
}

function isHeld({ type }: AttemptEvent): boolean {
  return type === 'recovery.Suppressed'
}

function quietOf({ type, data }: Dated): Quiet | null {
  if (type !== 'recovery.Suppressed' || !said.includes(data.why)) return null
  const { why, text, eventIds } = data
  return { why, text, eventIds }
}

/** Names what an event is about, whatever the policy. */
function thingOf({ data: { kind, subjectId } }: AttemptEvent): string {
  return `${kind} ${subjectId}`
}
