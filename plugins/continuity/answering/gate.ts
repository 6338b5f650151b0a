import Joi from 'joi'
import { type Gate, type GateReason, type Host, inputs } from '../../../core/plugin-api.ts'
import type { ContinuityConfig } from '../config.ts'
import { type BoardView, readWorld, type World } from '../evaluating/world.ts'
import type { ContinuityEvent } from '../events.ts'
import { agentFactsOf } from '../judging/agent-facts.ts'
import { evidenceOf } from '../judging/evidence.ts'
import { judge } from '../judging/judge.ts'
import type { JudgedAgentRow } from '../rows.ts'
import type { Continuity } from '../words.ts'

interface Question {
  readonly board_id: string
}

/** The gate `continuity`: do the agents of a board really work? */
export function createGate(host: Host<ContinuityConfig, ContinuityEvent>): Gate<Question> {
  return {
    name: 'continuity',
    mode: 'deny',
    summary:
      'Do the agents of a board really work? Denies when its runtime is lost, when too many of its agents are unreachable, and for a board nobody knows; warns at any that is stale, failing or unreachable.',
    question: Joi.object({
      board_id: inputs.uuid().required().description('The board.'),
    }),
    async answer({ board_id: boardId }) {
      const world = await readWorld(host, boardId)
      const { position } = world
      const [view] = world.boards
      if (!view) return { reasons: [noBoard], position }
      return { reasons: reasonsOf(view, world, host.config.denyAbovePercent), position }
    },
  }
}

const MOST_NAMES = 5
const MOST_IDS = 50

interface JudgedAgent {
  readonly row: JudgedAgentRow
  readonly continuity: Continuity
  readonly eventIds: readonly string[]
}

/** Why the next step is not simply allowed on a board. */
export function reasonsOf(
  view: BoardView,
  { gaps, now }: Pick<World, 'gaps' | 'now'>,
  denyAbovePercent: number,
): readonly GateReason[] {
  const { runtime } = view
  if (runtime.standing === 'down') return [runtimeLost(view)]
  const judged = view.agents.map(judgedAgent)
  const asked = judged.filter(({ continuity }) => continuity !== 'paused')
  return [
    ...becauseUnreachable(asked, denyAbovePercent),
    ...because(asked, 'failing', 'warn', 'agents_failing'),
    ...because(asked, 'stale', 'warn', 'agents_stale'),
  ]

  function judgedAgent(row: JudgedAgentRow): JudgedAgent {
    const agent = agentFactsOf(row)
    const { continuity } = judge({ agent, runtime, gaps, now })
    const seen = evidenceOf({ agent, runtime }).map(({ eventId }) => eventId)
    const recorded = row.continuity_event_id
    return { row, continuity, eventIds: recorded === null ? seen : [recorded, ...seen] }
  }
}

/** Why nothing is allowed on a board that nobody knows: unknown is not yes. */
const noBoard: GateReason = {
  decision: 'deny',
  code: 'board_not_known',
  text: 'There is no such board.',
  eventIds: [],
}

function runtimeLost({ board, runtime }: BoardView): GateReason {
  const ids = [board.lost?.eventId, runtime.sign?.eventId]
  return {
    decision: 'deny',
    code: 'runtime_lost',
    text: `The runtime of ${board.name} cannot be asked: ${runtime.error ?? 'it does not answer'}`,
    eventIds: [...new Set(ids.filter(id => id !== undefined))],
  }
}

function becauseUnreachable(
  asked: readonly JudgedAgent[],
  denyAbovePercent: number,
): readonly GateReason[] {
  const unreachable = asked.filter(({ continuity }) => continuity === 'unreachable').length
  const isTooMany = unreachable * 100 > asked.length * denyAbovePercent
  return because(asked, 'unreachable', isTooMany ? 'deny' : 'warn', 'agents_unreachable')
}

function because(
  asked: readonly JudgedAgent[],
  continuity: Continuity,
  decision: GateReason['decision'],
  code: string,
): readonly GateReason[] {
  const found = asked.filter(one => one.continuity === continuity)
  if (found.length === 0) return []
  const names = found.slice(0, MOST_NAMES).map(({ row }) => row.name)
  const more = found.length > names.length ? ` and ${found.length - names.length} more` : ''
  const text = `${found.length} of ${asked.length} agents are ${continuity}: ${names.join(', ')}${more}.`
  const ids = new Set(found.flatMap(({ eventIds }) => eventIds))
  return [{ decision, code, text, eventIds: [...ids].slice(0, MOST_IDS) }]
}
