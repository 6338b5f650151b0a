import type { AlarmsEnd, AlarmSignal, AlarmSpecs } from '../../core/plugin-api.ts'
import { isIll } from './words.ts'
import type { BoardForgotten, ContinuityEvent, NamedAgent, RuntimeLoss } from './events.ts'

/** The alarms of agents and of the runtimes of boards; those of one board are told together. */
export const continuityAlarms: AlarmSpecs<ContinuityEvent> = {
  agent: {
    kind: 'continuity',
    summary: 'An agent is stale, failing or unreachable; over when it is alive, paused or retired.',
    // One that was judged while its board was being forgotten is missed no longer either.
    ends: { 'continuity.BoardForgotten': forgottenBoard },
    on: {
      'continuity.Changed': ({ data: { to, text, ...agent } }) => ({
        ...agentOf(agent),
        state: isIll(to) ? 'raised' : 'cleared',
        severity: to === 'stale' ? 'warning' : 'critical',
        text: `Agent ${agent.name} is ${to}: ${text}`,
      }),
      // Whoever is gone is missed no longer.
      'continuity.AgentRetired': ({ data: agent }) => ({
        ...agentOf(agent),
        state: 'cleared',
        severity: 'warning',
        text: `Agent ${agent.name} was retired.`,
      }),
    },
  },
  runtime: {
    kind: 'continuity',
    summary:
      'The runtime of a board does not answer; over when it is no longer missed, or the board is forgotten.',
    ends: { 'continuity.BoardForgotten': forgottenBoard },
    on: {
      'continuity.RuntimeLost': ({ data: { error, ...board } }) => ({
        ...runtimeOf(board),
        state: 'raised',
        text: `The runtime of board ${board.boardName} does not answer: ${error}`,
      }),
      'continuity.RuntimeRestored': ({ data: board }) => ({
        ...runtimeOf(board),
        state: 'cleared',
        text: `The runtime of board ${board.boardName} is no longer missed.`,
      }),
    },
  },
}

function forgottenBoard({ data: { boardId, boardName, reason } }: BoardForgotten): AlarmsEnd {
  return { group: `board ${boardId}`, text: `Board ${boardName} was forgotten: ${reason}` }
}

type Subject = Pick<AlarmSignal, 'about' | 'group' | 'boardId' | 'subject' | 'labels'>

function agentOf({ boardId, agentId, name }: NamedAgent): Subject {
  return {
    ...{ about: agentId, group: `board ${boardId}`, boardId, subject: `agent ${name}` },
    labels: { agent: name },
  }
}

function runtimeOf({
  boardId,
  boardName,
}: Pick<RuntimeLoss, 'boardId' | 'boardName'>): Omit<AlarmSignal, 'state' | 'text'> {
  const subject = `runtime of ${boardName}`
  return {
    ...{ about: boardId, group: `board ${boardId}`, boardId, subject, severity: 'critical' },
    labels: { board: boardName },
  }
}
