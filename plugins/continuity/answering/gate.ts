import Joi from 'joi'
import {
  type Gate,
  type GateReason,
  type Host,
  inputs,
  type JudgingGate,
} from '../../../core/plugin-api.ts'
import type { ContinuityConfig } from '../config.ts'
import { readWorld, type World } from '../evaluating/world.ts'
import type { ContinuityEvent } from '../events.ts'
import { evidenceOf } from '../judging/evidence.ts'
import { judge } from '../judging/judge.ts'
import { gapsOfFacts } from '../judging/situation-facts.ts'
import type { Continuity } from '../words.ts'
import {
  boardFact,
  type BoardFacts,
  type GatedAgent,
  type GatedBoard,
  viewOf,
} from './board-facts.ts'

interface Question {
  readonly board_id: string
}

const question = Joi.object<Question>({
  board_id: inputs.uuid().required().description('The board.'),
})

/** The gate `continuity`: do the agents of a board really work? */
export function createGate(host: Host<ContinuityConfig, ContinuityEvent>): Gate<Question> {
  return {
    name: 'continuity',
    mode: 'deny',
    summary:
      'Do the agents of a board really work? Denies when its runtime is lost, when too many of its agents are unreachable, and for a board nobody knows; warns at any that is stale, failing or unreachable.',
    question,
    async answer(asked) {
      const world = await readWorld(host, asked.board_id)
      const { gaps, now, position } = world
      const [view] = world.boards
      const settings = settingsOf(host.config)
      const board = view ? boardFact(view, gaps) : null
      const facts: BoardFacts = { question: asked, settings, at: now.toISOString(), board }
      return { reasons: judgeBoard(facts), position, facts }
    },
  }
}

/** How answers of the gate follow from their facts. */
export const judgingBoards: JudgingGate<BoardFacts, ContinuityConfig> = {
  ...{ name: 'continuity', question, settings: settingsOf, judge: judgeBoard },
}

function settingsOf({ denyAbovePercent }: ContinuityConfig): BoardFacts['settings'] {
  return { denyAbovePercent }
}

/** Why the next step is not simply allowed, by what is known of a board. Pure. */
function judgeBoard({ settings, at, board }: BoardFacts): readonly GateReason[] {
  if (!board) return [noBoard]
  const now = new Date(at)
  return reasonsOf(
    viewOf(board, now),
    { gaps: gapsOfFacts(board.gaps), now },
    settings.denyAbovePercent,
  )
}

const MOST_NAMES = 5
const MOST_IDS = 50

/** How an agent stands; `eventIds`: what shows it. */
interface JudgedAgent {
  readonly name: string
  readonly continuity: Continuity
  readonly eventIds: readonly string[]
}

/** Why the next step is not simply allowed on a board. */
export function reasonsOf(
  view: GatedBoard,
  { gaps, now }: Pick<World, 'gaps' | 'now'>,
  denyAbovePercent: number,
): readonly GateReason[] {
  const { runtime } = view
  if (runtime.standing === 'down') return [runtimeLost(view)]
  return reasonsByStanding(view.agents.map(judgedAgent), denyAbovePercent)

  function judgedAgent({ name, eventId, facts: agent }: GatedAgent): JudgedAgent {
    const { continuity } = judge({ agent, runtime, gaps, now })
    const seen = evidenceOf({ agent, runtime }).map(one => one.eventId)
    return { name, continuity, eventIds: eventId === null ? seen : [eventId, ...seen] }
  }
}

/** Why the next step is not simply allowed on a board whose runtime is not lost, by how its agents stand. */
export function reasonsByStanding(
  judged: readonly JudgedAgent[],
  denyAbovePercent: number,
): readonly GateReason[] {
  const asked = judged.filter(({ continuity }) => continuity !== 'paused')
  return [
    ...becauseUnreachable(asked, denyAbovePercent),
    ...because(asked, 'failing', 'warn', 'agents_failing'),
    ...because(asked, 'stale', 'warn', 'agents_stale'),
  ]
}

/** Why nothing is allowed on a board that nobody knows: unknown is not yes. */
const noBoard: GateReason = {
  decision: 'deny',
  code: 'board_not_known',
  text: 'There is no such board.',
  eventIds: [],
}

function runtimeLost({ board, runtime }: GatedBoard): GateReason {
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
  const names = found.slice(0, MOST_NAMES).map(({ name }) => name)
  const more = found.length > names.length ? ` and ${found.length - names.length} more` : ''
  const text = `${found.length} of ${asked.length} agents are ${continuity}: ${names.join(', ')}${more}.`
  const ids = new Set(found.flatMap(({ eventIds }) => eventIds))
  return [{ decision, code, text, eventIds: [...ids].slice(0, MOST_IDS) }]
}
