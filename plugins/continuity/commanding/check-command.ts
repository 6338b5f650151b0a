import {
  answers,
  type ApiClient,
  defineCheck,
  type Found,
  type GateDecision,
  readAnswer,
} from '../../../core/check-api.ts'
import { continuities, type Continuity, isIll, reasonNames } from '../words.ts'

/** The command `decklog check continuity`. */
export const checkCommand = defineCheck({
  subject: 'continuity',
  says: 'how the agents of a board stand',
  options: [{ syntax: '--board <id>', summary: 'id of the board' }],
  examples: ['decklog check continuity --board 0197a1b2-…'],
  nothing: { agents: [] },
  async look({ api, options }) {
    const { board } = options
    return typeof board === 'string' ? lookAt(api, board) : unknown('--board is missing')
  },
})

const checkedAgent = answers.fields({
  agent_name: answers.text,
  continuity: answers.oneOf(...continuities),
  continuity_reason: answers.oneOf(...reasonNames),
})
const snapshot = answers.fields({
  runtime_error: answers.orNull(answers.text),
  agents: answers.list(checkedAgent),
})
const answer = answers.fields({ decision: answers.oneOf('allow', 'warn', 'deny') })
type CheckedAgent = answers.Of<typeof checkedAgent>

async function lookAt(api: ApiClient, board: string): Promise<Found> {
  const path = `/api/v1/boards/${encodeURIComponent(board)}/agent-continuity`
  const seen = readAnswer(await api.get(path), snapshot)
  const asked = await api.post('/api/v1/gates/continuity', { board_id: board })
  const { decision } = readAnswer(asked, answer)
  return checkResult({ decision, runtimeError: seen.runtime_error, agents: seen.agents })
}

/** What the check looks at of what the API answers. */
interface CheckedBoard {
  readonly decision: GateDecision
  readonly runtimeError: string | null
  readonly agents: readonly CheckedAgent[]
}

const MOST_NAMED = 5
const statuses = { allow: 'ok', warn: 'warning', deny: 'critical' } as const

/** Says how a board stands as its gate judges it, or as critical when the work of an agent failed, naming some of the agents that are not well; no agent at all is unknown. */
export function checkResult({ decision, runtimeError, agents }: CheckedBoard): Found {
  if (agents.length === 0) return unknown('the board has no agents')
  const ill = agents.filter(({ continuity }) => isIll(continuity))
  const failing = agents.some(({ continuity }) => continuity === 'failing')
  const parts = [
    ...(runtimeError === null ? [] : [`its runtime is lost: ${runtimeError}`]),
    countsOf(agents),
    ...ill.slice(0, MOST_NAMED).map(told),
    ...(ill.length > MOST_NAMED ? [`and ${ill.length - MOST_NAMED} more`] : []),
  ]
  const perf = continuities
    .filter(label => label !== 'failing' || failing)
    .map(label => ({ label, value: countOf(agents, label) }))
  const status = failing ? 'critical' : statuses[decision]
  return { status, summary: parts.join('; '), perf, more: { agents } }
}

/** What a check that could not look has found. */
function unknown(summary: string): Found {
  return { status: 'unknown', summary }
}

function told({ agent_name: name, continuity_reason: reason }: CheckedAgent): string {
  return `${name} ${reason}`
}

function countsOf(agents: readonly CheckedAgent[]): string {
  const seen = new Set(agents.map(({ continuity }) => continuity))
  const words = [...seen].map(continuity => `${countOf(agents, continuity)} ${continuity}`)
  return `${agents.length} agents: ${words.join(', ')}`
}

function countOf(agents: readonly CheckedAgent[], continuity: Continuity): number {
  return agents.filter(agent => agent.continuity === continuity).length
}
