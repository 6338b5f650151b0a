import Joi from 'joi'
import {
  type Call,
  commandOf,
  defineRoute,
  type Executed,
  type Host,
  inputs,
  type Route,
} from '../../../core/plugin-api.ts'
import type { AgentDirectory } from '../beating/agent-directory.ts'
import type { AgentFinder } from '../beating/find-agents.ts'
import type { ContinuityConfig } from '../config.ts'
import type { AgentEvent, BoardEvent, ContinuityEvent } from '../events.ts'
import type { Agent } from '../observations.ts'
import { agentDecider } from '../membership/agent.ts'
import { boardDecider } from '../membership/board.ts'
import { agentStream, boardStream } from '../streams.ts'

type Done = Executed<AgentEvent | BoardEvent>
type Phase = 'active' | 'paused' | 'retired'
type PhaseCall = Call<{ agent_id: string }, unknown, { reason: string | null }>

interface PhaseChange {
  readonly verb: 'pause' | 'resume' | 'retire'
  readonly phase: Phase
  readonly summary: string
  execute(agent: Agent, call: PhaseCall): Promise<Done>
}

interface PhaseParts {
  readonly host: Host<ContinuityConfig, ContinuityEvent>
  readonly directory: AgentDirectory
  readonly finder: AgentFinder
}

/** The routes that pause, resume and retire an agent. */
export function agentPhaseRoutes(parts: PhaseParts): readonly Route[] {
  const { host, directory } = parts
  const tell =
    (kind: 'pause' | 'resume'): PhaseChange['execute'] =>
    (agent, call) =>
      host.execute(agentDecider, {
        ...commandOf(call),
        stream: agentStream(agent.agentId),
        command: { kind, agent, reason: call.payload.reason },
      })
  const retire: PhaseChange['execute'] = async ({ agentId, boardId }, call) => {
    const done = await host.execute(boardDecider, {
      ...commandOf(call, 'left out'),
      stream: boardStream(boardId),
      command: { kind: 'retire', agentId, reason: call.payload.reason },
    })
    directory.learn(boardId, done.events)
    return done
  }
  const changes: readonly PhaseChange[] = [
    {
      ...{ verb: 'pause', phase: 'paused', execute: tell('pause') },
      summary: 'Pauses an agent: nothing is expected of it until it is resumed.',
    },
    {
      ...{ verb: 'resume', phase: 'active', execute: tell('resume') },
      summary: 'Resumes an agent: it is expected to beat from now on.',
    },
    {
      ...{ verb: 'retire', phase: 'retired', execute: retire },
      summary: 'Retires an agent for good; its name is free again.',
    },
  ]
  return changes.map(change => phaseRoute(change, parts))
}

function phaseRoute({ verb, phase, summary, execute }: PhaseChange, { finder }: PhaseParts): Route {
  return defineRoute<{ agent_id: string }, unknown, { reason: string | null }>({
    method: 'POST',
    path: `/api/v1/agents/{agent_id}/${verb}`,
    scope: 'operate',
    summary,
    tags: ['agents'],
    params: Joi.object({
      agent_id: inputs.uuid().required().description('Id of the agent.'),
    }),
    payload: Joi.object({
      reason: Joi.string()
        .trim()
        .max(500)
        .allow(null, '')
        .empty('')
        .default(null)
        .description('Why.'),
    }),
    response: Joi.object({
      id: inputs.uuid().required(),
      board_id: inputs.uuid().required(),
      name: Joi.string().required(),
      phase: Joi.valid('active', 'paused', 'retired').required(),
    }),
    shows: ['agent-continuity'],
    async handle(call) {
      const { agent_id: id } = call.params
      const find = verb === 'retire' ? finder.anyById : finder.byId
      const { agentId, boardId, name } = await find(id, call.caller)
      const { position, revision } = await execute({ agentId, boardId }, call)
      return { body: { id: agentId, board_id: boardId, name, phase }, position, revision }
    },
  })
}
