import type { Outcome, Recorded, Rejudging, WhatIf } from '../../core/plugin-api.ts'
import type { ContinuityConfig } from './config.ts'
import type { ContinuityEvent } from './events.ts'
import type { Continuity } from './words.ts'

// A board is judged by all its agents, however long ago they joined it.
const allSeconds = 100 * 365 * 86_400

/**
 * What the gate would have answered of each board by these settings: the share of its agents that may be unreachable. How agents stood
 * follows from what is said of each agent, which no setting changes, and stays as it was recorded.
 */
export function continuityWhatIf(
  config: ContinuityConfig,
  inForce: ContinuityConfig,
): WhatIf<ContinuityEvent> {
  return {
    types: [
      ...(['AgentRegistered', 'AgentRetired', 'AgentPaused', 'AgentResumed', 'Changed'] as const),
      ...(['RuntimeLost', 'RuntimeRestored', 'BoardForgotten'] as const),
    ].map(word => `continuity.${word}`),
    lookBackSeconds: allSeconds,
    standsIn: () => undefined,
    asRecorded: () => answerAgain(inForce),
    asSet: () => answerAgain(config),
  }
}

interface Board {
  readonly agents: Map<string, Continuity>
  runtime: 'up' | 'lost'
}

function answerAgain({ denyAbovePercent }: ContinuityConfig): Rejudging<ContinuityEvent> {
  const boards = new Map<string, Board>()

  function boardOf(boardId: string): Board {
    const board = boards.get(boardId) ?? { agents: new Map(), runtime: 'up' }
    boards.set(boardId, board)
    return board
  }

  return {
    begin: () => [],
    take(event) {
      const outcomes: Outcome[] = []
      const at = event.receivedAt
      switch (event.type) {
        case 'continuity.AgentRegistered':
        case 'continuity.AgentResumed':
          boardOf(event.data.boardId).agents.set(event.data.agentId, 'new')
          break
        case 'continuity.AgentPaused':
          boardOf(event.data.boardId).agents.set(event.data.agentId, 'paused')
          break
        case 'continuity.AgentRetired':
          boardOf(event.data.boardId).agents.delete(event.data.agentId)
          break
        case 'continuity.Changed': {
          const { boardId, agentId, name, to } = event.data
          boardOf(boardId).agents.set(agentId, to)
          outcomes.push({ kind: 'transition', subject: `agent ${name}`, state: to, at })
          break
        }
        case 'continuity.RuntimeLost':
          boardOf(event.data.boardId).runtime = 'lost'
          break
        case 'continuity.RuntimeRestored':
          boardOf(event.data.boardId).runtime = 'up'
          break
        case 'continuity.BoardForgotten':
          boards.delete(event.data.boardId)
          break
        default:
          return []
      }
      return [...outcomes, answerOf(event, boards, denyAbovePercent)]
    },
  }
}

/** What the gate answers of the board of an event, after it: the rules of `answering/gate.ts`, by what is recorded. */
function answerOf(
  event: Recorded<Extract<ContinuityEvent, { readonly data: { readonly boardId: string } }>>,
  boards: ReadonlyMap<string, Board>,
  denyAbovePercent: number,
): Outcome {
  const { boardId } = event.data
  const board = boards.get(boardId)
  const about = { kind: 'gate', subject: `board ${boardId}`, at: event.receivedAt } as const
  if (!board || board.runtime === 'lost') return { ...about, state: 'deny' }
  const asked = [...board.agents.values()].filter(one => one !== 'paused')
  const unreachable = asked.filter(one => one === 'unreachable').length
  if (unreachable * 100 > asked.length * denyAbovePercent) return { ...about, state: 'deny' }
  const isIll = asked.some(one => one === 'unreachable' || one === 'failing' || one === 'stale')
  return { ...about, state: isIll ? 'warn' : 'allow' }
}
