import Joi from 'joi'
import type { ApiClient, CliCommand, ExitCode } from '../../../core/cli/command.ts'
import { messageOf } from '../../../core/errors.ts'
import type { GateDecision } from '../../../core/gate.ts'
import { continuities, type Continuity, type Reason, reasonNames } from '../words.ts'

/** The command `decklog check continuity`, for monitors that run checks the way Nagios does. */
export const checkCommand: CliCommand = {
  name: 'check continuity',
  summary:
    'Says in one line how the agents of a board stand; exits 0 ok, 1 warning, 2 critical, 3 unknown',
  options: [{ syntax: '--board <id>', summary: 'id of the board' }],
  examples: ['decklog check continuity --board 0197a1b2-…'],
  async run({ api, options, print }) {
    const { board, json } = options
    const { status, exitCode, summary, agents } =
      typeof board === 'string'
        ? await lookAt(api, board).catch((error: unknown) => unknown(messageOf(error)))
        : unknown('--board is missing')
    print(
      json === true
        ? JSON.stringify({ status, exit_code: exitCode, summary, agents })
        : `CONTINUITY ${status.toUpperCase()} - ${summary}`,
    )
    return exitCode
  },
}

interface Snapshot {
  readonly runtime_error: string | null
  readonly agents: readonly CheckedAgent[]
}

const snapshot = Joi.object<Snapshot>({
  runtime_error: Joi.string().allow(null).required(),
  agents: Joi.array()
    .items(
      Joi.object({
        agent_name: Joi.string().required(),
        continuity: Joi.valid(...continuities).required(),
        continuity_reason: Joi.valid(...reasonNames).required(),
      }).options({ stripUnknown: true }),
    )
    .required(),
}).unknown()

const answer = Joi.object<{ decision: GateDecision }>({
  decision: Joi.valid('allow', 'warn', 'deny').required(),
}).unknown()

async function lookAt(api: ApiClient, board: string): Promise<CheckResult> {
  const path = `/api/v1/boards/${encodeURIComponent(board)}/agent-continuity`
  const seen = Joi.attempt(await api.get(path), snapshot)
  const asked = await api.post('/api/v1/gates/continuity', { board_id: board })
  const { decision } = Joi.attempt(asked, answer)
  return checkResult({ decision, runtimeError: seen.runtime_error, agents: seen.agents })
}

/** What the check looks at of what the API answers. */
interface CheckedBoard {
  readonly decision: GateDecision
  readonly runtimeError: string | null
  readonly agents: readonly CheckedAgent[]
}

interface CheckedAgent {
  readonly agent_name: string
  readonly continuity: Continuity
  readonly continuity_reason: Reason
}

/** What a check found: the words and the exit code that monitors know. */
interface CheckResult {
  readonly status: 'ok' | 'warning' | 'critical' | 'unknown'
  readonly exitCode: ExitCode
  readonly summary: string
  readonly agents: readonly CheckedAgent[]
}

const MOST_NAMED = 5

const exits = {
  allow: { status: 'ok', exitCode: 0 },
  warn: { status: 'warning', exitCode: 1 },
  deny: { status: 'critical', exitCode: 2 },
} as const

/** Says how a board stands as its gate judges it, naming some of the agents that are not well; no agent at all is unknown. */
export function checkResult({ decision, runtimeError, agents }: CheckedBoard): CheckResult {
  if (agents.length === 0) return unknown('the board has no agents')
  const ill = agents.filter(
    ({ continuity }) => continuity === 'stale' || continuity === 'unreachable',
  )
  const parts = [
    ...(runtimeError === null ? [] : [`its runtime is lost: ${runtimeError}`]),
    countsOf(agents),
    ...ill.slice(0, MOST_NAMED).map(told),
    ...(ill.length > MOST_NAMED ? [`and ${ill.length - MOST_NAMED} more`] : []),
  ]
  return { ...exits[decision], summary: parts.join('; '), agents }
}

/** What a check that could not look has found. */
function unknown(summary: string): CheckResult {
  return { status: 'unknown', exitCode: 3, summary, agents: [] }
}

function told({ agent_name: name, continuity_reason: reason }: CheckedAgent): string {
  return `${name} ${reason}`
}

function countsOf(agents: readonly CheckedAgent[]): string {
  const counts = new Map<Continuity, number>()
  for (const { continuity } of agents) counts.set(continuity, (counts.get(continuity) ?? 0) + 1)
  const words = [...counts].map(([continuity, count]) => `${count} ${continuity}`)
  return `${agents.length} agents: ${words.join(', ')}`
}
