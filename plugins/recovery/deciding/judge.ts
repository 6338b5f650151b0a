import type { About, AttemptEvent } from '../events.ts'
import type { Judge, Limits } from './commands.ts'
import type { OpenAttempt, Recovery } from './state.ts'

/** So long after its deadline an action that has begun may still tell how it ended. */
const graceMs = 15_000

/** Judges what is open by how its thing stands, and by readings made after the action: by nothing else. */
export function judge(command: Judge, state: Recovery): readonly AttemptEvent[] {
  const { open } = state
  if (open?.attemptId !== command.attemptId) return []
  switch (open.phase) {
    case 'requested':
      return judgeRequested(command, state, open)
    case 'running':
      return judgeRunning(command, state, open)
    case 'watched':
      return judgeWatched(command, state, open)
    default:
      return open.phase satisfies never
  }
}

function judgeRequested(
  { about, standing, limits, now }: Judge,
  state: Recovery,
  { attemptId, how, startByMs }: OpenAttempt,
): readonly AttemptEvent[] {
  const withdrawn = (why: 'well' | 'gone' | 'not_taken'): AttemptEvent => ({
    type: 'recovery.Withdrawn',
    data: { ...about, attemptId, why },
  })
  // A person may want to see what would be done of what is well.
  if (standing !== 'ailing' && how === 'done') return [withdrawn(standing)]
  if (now.getTime() < startByMs) return []
  if (how === 'rehearsed') return [withdrawn('not_taken')]
  return [withdrawn('not_taken'), ...afterFailure(about, state, limits)]
}

function judgeRunning(
  { about, limits, now }: Judge,
  state: Recovery,
  { attemptId, how, node, deadlineMs }: OpenAttempt,
): readonly AttemptEvent[] {
  if (deadlineMs === null || now.getTime() < deadlineMs + graceMs) return []
  const text = `${node} has not told how it ended: the process that began it is gone.`
  const abandoned: AttemptEvent = {
    type: 'recovery.Abandoned',
    data: { ...about, attemptId, text },
  }
  return how === 'rehearsed' ? [abandoned] : [abandoned, ...afterFailure(about, state, limits)]
}

function judgeWatched(
  command: Judge,
  state: Recovery,
  { attemptId, requestedMs }: OpenAttempt,
): readonly AttemptEvent[] {
  const { about, standing, good, bad, showsBy, limits, now } = command
  const [first] = good
  if (standing === 'well' && first) {
    const readAt = good.reduce((earliest, { at }) => (at < earliest ? at : earliest), first.at)
    const tookSeconds = Math.max(0, (readAt.getTime() - requestedMs) / 1_000)
    const eventIds = good.map(({ eventId }) => eventId)
    const data = { ...about, attemptId, eventIds, readAt: readAt.toISOString(), tookSeconds }
    return [{ type: 'recovery.Verified', data }]
  }
  if (standing !== 'gone' && (showsBy === null || now < showsBy)) return []
  const read = [...bad, ...good.map(({ eventId }) => eventId)]
  const why = standing === 'gone' ? 'gone' : read.length === 0 ? 'not_read' : 'still_so'
  const data = { ...about, attemptId, why, eventIds: read } as const
  return [{ type: 'recovery.Unverified', data }, ...afterFailure(about, state, limits)]
}

/** What follows from one more attempt that did not help: after as many in a row as may be, it is given up. */
export function afterFailure(
  about: About,
  { failures, escalated }: Recovery,
  { attempts }: Pick<Limits, 'attempts'>,
): readonly AttemptEvent[] {
  const inARow = failures + 1
  if (inARow < attempts || escalated === 'yes') return []
  const text = `${inARow} attempts in a row did not help.`
  const data = { ...about, why: 'not_helping', attempts: inARow, text } as const
  return [{ type: 'recovery.Escalated', data }]
}
