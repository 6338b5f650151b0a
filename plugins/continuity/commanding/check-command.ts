import Joi from 'joi'
import type { ApiClient, CliCommand } from '../../../core/cli/command.ts'
import { messageOf } from '../../../core/errors.ts'
import type { GateDecision } from '../../../core/gate.ts'
import { continuities, reasonNames } from '../words.ts'
import { checkResult, unknown, type CheckedAgent, type CheckResult } from './check-result.ts'

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
