import type { AttemptEvent } from '../events.ts'
import type { Consider, Quiet } from './commands.ts'
import type { Recovery, Wish } from './state.ts'

/** Decides what is done about a thing that ails: nothing, a word of why not, a suggestion, an attempt, or giving up. */
export function consider(command: Consider, state: Recovery): readonly AttemptEvent[] {
  const { wish } = state
  if (state.open) return []
  if (wish?.from === 'person') return byWish(command, wish, state)
  if (state.escalated === 'yes') return []
  if (isSpent(command, state)) return [giveUp(command, state)]
  if (wish && wish.digest !== command.plan.action.digest) return [withdraw(command, wish)]
  if (wish?.approved === 'not yet') return []
  const why = keptBy(command, state)
  if (why) return suppress(command, state, why)
  if (wish) return [request(command, wish)]
  return command.limits.mode === 'auto' ? [request(command, null)] : [suggest(command)]
}

/** What a person wants is kept by gates and by the limit alone: that is not for a person to forget. */
function byWish(command: Consider, wish: Wish, state: Recovery): readonly AttemptEvent[] {
  const spent = wish.how === 'done' && isSpent(command, state)
  if (!command.denied && !spent) return [request(command, wish)]
  const { about } = command
  const data = { ...about, attemptId: wish.attemptId, why: 'denied' } as const
  const withdrawn: AttemptEvent = { type: 'recovery.Withdrawn', data }
  return [withdrawn, ...(command.denied ? suppress(command, state, command.denied) : [])]
}

/** The limit counts what every policy tried on the thing: two that undo each other are one too many. */
function isSpent({ limits, othersMs, now }: Consider, { triedMs }: Recovery): boolean {
  const recent = [...triedMs, ...othersMs].filter(atMs => now.getTime() - atMs < limits.withinMs)
  return recent.length >= limits.attempts
}

function giveUp({ about, limits }: Consider, { triedMs }: Recovery): AttemptEvent {
  const text = `It ails again after ${limits.attempts} attempts within ${limits.withinMs / 1_000} s.`
  const data = { ...about, why: 'too_often', attempts: triedMs.length, text } as const
  return { type: 'recovery.Escalated', data }
}

function keptBy(command: Consider, { lastMs, triedMs }: Recovery): Quiet | null {
  const { limits, othersMs, quiet, denied, now } = command
  // The nearest on both sides: a clock that was set back lets nobody wait for longer, nor try sooner.
  const past = [lastMs ?? -Infinity, ...triedMs, ...othersMs]
  const passedMs = Math.min(...past.map(atMs => Math.abs(now.getTime() - atMs)))
  if (passedMs < limits.cooldownMs) {
    const text = `The last attempt was ${Math.round(passedMs / 1_000)} s ago.`
    return { why: 'cooldown', text, eventIds: [] }
  }
  return quiet ?? denied
}

/** Each reason once for as long as it ails of the same: what holds an attempt back is never what makes the ledger grow. */
function suppress(command: Consider, { told }: Recovery, quiet: Quiet): readonly AttemptEvent[] {
  const { about, episode } = command
  if (told?.episode === episode && told.reasons.includes(quiet.why)) return []
  return [{ type: 'recovery.Suppressed', data: { ...about, ...quiet, episode } }]
}

function suggest({ about, attemptId, ailment, plan }: Consider): AttemptEvent {
  return { type: 'recovery.Suggested', data: { ...about, attemptId, ...ailment, ...plan } }
}

function request(command: Consider, wish: Wish | null): AttemptEvent {
  const { about, ailment, plan, startBy } = command
  const { attemptId = command.attemptId, how = 'done', from, person = null } = wish ?? {}
  const by = from === undefined ? 'policy' : from === 'person' ? 'person' : 'approval'
  const data = { ...about, attemptId, ...ailment, ...plan, how, by, person } as const
  return { type: 'recovery.Requested', data: { ...data, startBy: startBy.toISOString() } }
}

// What was suggested is not what would be done: it is suggested anew.
function withdraw({ about }: Consider, { attemptId }: Wish): AttemptEvent {
  return { type: 'recovery.Withdrawn', data: { ...about, attemptId, why: 'action_changed' } }
}
