import { type Decider, DecklogError } from '../../../core/plugin-api.ts'
import type { AttemptEvent } from '../events.ts'
import { consider } from './consider.ts'
import type { RecoveryCommand } from './commands.ts'
import { afterFailure, judge } from './judge.ts'
import { evolve, type Recovery, untried } from './state.ts'

type CommandOf<T extends RecoveryCommand['type']> = Extract<RecoveryCommand, { type: T }>

/** The rules of one policy and one thing: one attempt at a time, as often as it may be, each with one end. */
export const recoveryDecider: Decider<Recovery, RecoveryCommand, AttemptEvent> = {
  foldVersion: 1,
  initial: untried,
  evolve,
  decide(command, state) {
    switch (command.type) {
      case 'consider':
        return consider(command, state)
      case 'judge':
        return judge(command, state)
      case 'settle':
        return settle(command, state)
      case 'ask':
        return ask(command, state)
      case 'approve':
        return approve(command, state)
      case 'resume':
        return resume(command, state)
      case 'start':
        return start(command, state)
      case 'finish':
        return finish(command, state)
      default:
        return command satisfies never
    }
  },
}

/** Ends what waits, and what was given up, when there is nothing to be done any more. What is open ends by its own judgement. */
function settle({ about, why }: CommandOf<'settle'>, state: Recovery): readonly AttemptEvent[] {
  const { wish, escalated } = state
  const withdrawn: readonly AttemptEvent[] = wish
    ? [{ type: 'recovery.Withdrawn', data: { ...about, attemptId: wish.attemptId, why } }]
    : []
  if (escalated === 'no') return withdrawn
  return [...withdrawn, { type: 'recovery.Resolved', data: { ...about, why, note: null } }]
}

function ask(command: CommandOf<'ask'>, state: Recovery): readonly AttemptEvent[] {
  const { about, attemptId, how, note } = command
  if (state.open) throw refused('An attempt is open: one at a time.')
  const { wish } = state
  if (wish?.from === 'person') throw refused('A person has asked for it already.')
  if (state.escalated === 'yes' && how === 'done')
    throw refused('It was given up: have it resumed first.')
  const asked: AttemptEvent = { type: 'recovery.Asked', data: { ...about, attemptId, how, note } }
  if (!wish) return [asked]
  const data = { ...about, attemptId: wish.attemptId, why: 'replaced' } as const
  return [{ type: 'recovery.Withdrawn', data }, asked]
}

/** What is approved is that very action: the one that was shown, by its digest. */
function approve(command: CommandOf<'approve'>, { wish }: Recovery): readonly AttemptEvent[] {
  const { about, attemptId, digest, note } = command
  if (wish?.from !== 'suggestion' || wish.attemptId !== attemptId)
    throw refused('No such suggestion waits for approval.')
  if (wish.digest !== digest) throw refused('Another action was suggested than this digest names.')
  if (wish.approved === 'yes') return []
  return [{ type: 'recovery.Approved', data: { ...about, attemptId, digest, note } }]
}

function resume(
  { about, note }: CommandOf<'resume'>,
  { escalated }: Recovery,
): readonly AttemptEvent[] {
  if (escalated === 'no') return []
  return [{ type: 'recovery.Resolved', data: { ...about, why: 'resumed', note } }]
}

/** Begins an attempt, once: whoever comes second, or too late, is given nothing to do. */
function start(command: CommandOf<'start'>, { open }: Recovery): readonly AttemptEvent[] {
  const { about, attemptId, node, digest, deadlineAt, now } = command
  if (open?.attemptId !== attemptId || open.phase !== 'requested' || open.node !== node) return []
  if (now.getTime() >= open.startByMs) return []
  if (open.digest !== digest)
    return [{ type: 'recovery.Withdrawn', data: { ...about, attemptId, why: 'action_changed' } }]
  const data = { ...about, attemptId, node, deadlineAt: deadlineAt.toISOString() }
  return [{ type: 'recovery.ActionStarted', data }]
}

/** Takes how an action ended. One that changed nothing has not helped, whatever is read afterwards. */
function finish(command: CommandOf<'finish'>, state: Recovery): readonly AttemptEvent[] {
  const { about, attemptId, ended, limits } = command
  const { open } = state
  if (open?.attemptId !== attemptId || open.phase !== 'running') return []
  const told: AttemptEvent = {
    type: 'recovery.ActionFinished',
    data: { ...about, attemptId, ...ended },
  }
  if (open.how === 'rehearsed')
    return [told, { type: 'recovery.Withdrawn', data: { ...about, attemptId, why: 'rehearsed' } }]
  if (ended.changed !== 'nothing') return [told]
  const data = { ...about, attemptId, why: 'nothing_done', eventIds: [] } as const
  return [told, { type: 'recovery.Unverified', data }, ...afterFailure(about, state, limits)]
}

function refused(message: string): DecklogError {
  return new DecklogError('DECKLOG_REFUSED', message)
}
