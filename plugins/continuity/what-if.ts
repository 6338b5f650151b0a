import type { AlarmSpecs, Outcome, Recorded, Rejudging, WhatIf } from '../../core/plugin-api.ts'
import { continuityAlarms } from './alarms.ts'
import { reasonsByStanding } from './answering/gate.ts'
import type { ContinuityConfig } from './config.ts'
import type { ContinuityEvent } from './events.ts'
import type { Continuity } from './words.ts'

// A board is judged by all its agents, however long ago they joined it.
const allSeconds = 100 * 365 * 86_400

/**
 * What the gate would have answered of each board by these settings: the share of its agents that may be unreachable. How agents stood,
 * and their alarms, follow from what is said of each agent, which no setting changes, and stay as they were recorded.
 */
export function continuityWhatIf(
  config: ContinuityConfig,
  inForce: ContinuityConfig,
): WhatIf<ContinuityEvent> {
  return {
    types: [
      ...(['AgentRegistered', 'AgentRenamed', 'AgentRetired', 'AgentPaused'] as const),
      ...(['AgentResumed', 'Changed', 'RuntimeLost', 'RuntimeRestored'] as const),
      'BoardForgotten' as const,
    ].map(word => `continuity.${word}`),
    lookBackSeconds: allSeconds,
    standsIn: () => undefined,
    asRecorded: () => answerAgain(inForce),
    asSet: () => answerAgain(config),
  }
}

interface Agent {
  readonly name: string
  readonly continuity: Continuity
}

interface Board {
  readonly agents: Map<string, Agent>
  runtime: 'up' | 'lost'
  /** What its alarms that are raised are about. */
  readonly raised: Set<string>
}

type OfBoard = Recorded<Extract<ContinuityEvent, { readonly data: { readonly boardId: string } }>>

function answerAgain({ denyAbovePercent }: ContinuityConfig): Rejudging<ContinuityEvent> {
  const boards = new Map<string, Board>()

  function boardOf(boardId: string): Board {
    const board = boards.get(boardId) ?? { agents: new Map(), runtime: 'up', raised: new Set() }
    boards.set(boardId, board)
    return board
  }

  return {
    begin: () => [],
    take(event) {
      const board = boardOf(event.data.boardId)
      const outcomes = [...standingOf(event), ...alarmsOf(event, board)]
      const answer = answerOf(event, takeEvent(board, event), denyAbovePercent)
      if (event.type === 'continuity.BoardForgotten') boards.delete(event.data.boardId)
      return [...outcomes, answer]
    },
  }
}

/** A board after an event; null: it is no more. */
function takeEvent(board: Board, event: OfBoard): Board | null {
  const { agents } = board
  switch (event.type) {
    case 'continuity.AgentRegistered':
      agents.set(event.data.agentId, { name: event.data.name, continuity: 'new' })
      return board
    case 'continuity.Changed':
      agents.set(event.data.agentId, { name: event.data.name, continuity: event.data.to })
      return board
    case 'continuity.AgentRenamed':
      moveAgent(agents, event.data.agentId, { name: event.data.name })
      return board
    case 'continuity.AgentResumed':
      moveAgent(agents, event.data.agentId, { continuity: 'new' })
      return board
    case 'continuity.AgentPaused':
      moveAgent(agents, event.data.agentId, { continuity: 'paused' })
      return board
    case 'continuity.AgentRetired':
      agents.delete(event.data.agentId)
      return board
    case 'continuity.RuntimeLost':
      board.runtime = 'lost'
      return board
    case 'continuity.RuntimeRestored':
      board.runtime = 'up'
      return board
    case 'continuity.BoardForgotten':
      return null
    default:
      return board
  }
}

// Who has not joined, as far as is known, cannot be moved.
function moveAgent(agents: Map<string, Agent>, agentId: string, change: Partial<Agent>): void {
  const agent = agents.get(agentId)
  if (agent) agents.set(agentId, { ...agent, ...change })
}

/** What the gate answers of the board of an event, after it, by what is recorded. */
function answerOf(event: OfBoard, board: Board | null, denyAbovePercent: number): Outcome {
  const subject = `board ${event.data.boardId}`
  const about = { kind: 'gate', subject, at: event.receivedAt } as const
  if (!board || board.runtime === 'lost') return { ...about, state: 'deny' }
  const agents = [...board.agents.values()].map(agent => ({ ...agent, eventIds: [] }))
  const reasons = reasonsByStanding(agents, denyAbovePercent)
  const isDenied = reasons.some(({ decision }) => decision === 'deny')
  return { ...about, state: isDenied ? 'deny' : reasons.length > 0 ? 'warn' : 'allow' }
}

function standingOf(event: OfBoard): readonly Outcome[] {
  if (event.type !== 'continuity.Changed') return []
  const { boardId, name, to } = event.data
  const subject = `agent ${name} of board ${boardId}`
  return [{ kind: 'transition', subject, state: to, at: event.receivedAt }]
}

const alarms: AlarmSpecs = continuityAlarms

/** The alarms that an event raises or ends, and with a board all of its own. */
function alarmsOf(event: OfBoard, { raised }: Board): readonly Outcome[] {
  const { boardId } = event.data
  const about = { kind: 'alarm', at: event.receivedAt } as const
  return Object.values(alarms).flatMap(({ on, ends }) => {
    const signal = on[event.type]?.(event)
    if (!signal)
      return ends?.[event.type]
        ? [...raised].map(subject => ({ ...about, subject, state: 'cleared' }))
        : []
    const subject = `${signal.subject} of board ${boardId}`
    const isRaised = signal.state === 'raised'
    if (isRaised) raised.add(subject)
    else raised.delete(subject)
    return { ...about, subject, state: isRaised ? `raised ${signal.severity}` : 'cleared' }
  })
}
