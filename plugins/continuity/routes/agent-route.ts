import Joi from 'joi'
import {
  type Call,
  commandOf,
  DecklogError,
  defineRoute,
  type Host,
  inputs,
  notFound,
  type Route,
  seesBoard,
} from '../../../core/plugin-api.ts'
import { targetBody, targetSchema } from '../answering/target-body.ts'
import type { AgentDirectory } from '../beating/agent-directory.ts'
import { nameField } from '../beating/beat-input.ts'
import type { Roster } from '../beating/roster.ts'
import type { ContinuityConfig } from '../config.ts'
import type { ContinuityEvent } from '../events.ts'
import type { AgentSettings } from '../settings.ts'
import { agentDecider } from '../membership/agent.ts'
import { boardDecider } from '../membership/board.ts'
import {
  heartbeat,
  rhythmBody,
  rhythmOf,
  rhythmSchema,
  type HeartbeatInput,
} from '../membership/rhythm.ts'
import { checkTarget, targetInput, targetOf, type TargetInput } from '../membership/target-input.ts'
import { agentStream, boardStream } from '../streams.ts'
import { probeKinds, type ProbeKind } from '../target.ts'

interface Params {
  readonly board_id: string
  readonly agent_id: string
}

interface Payload {
  readonly name: string
  readonly heartbeat: HeartbeatInput
  readonly runtime_session_id: string | null
  readonly probe: TargetInput<ProbeKind> | null
}

type ContinuityHost = Host<ContinuityConfig, ContinuityEvent>

const requiredUuid = inputs.uuid().required()
/** The route that has an agent on a board: registers it, renames it, says how it is looked at. */
export function agentRoute(host: ContinuityHost, directory: AgentDirectory): Route {
  return defineRoute<Params, unknown, Payload>({
    method: 'PUT',
    path: '/api/v1/boards/{board_id}/agents/{agent_id}',
    scope: 'operate',
    summary: 'Registers an agent on a board, or changes its name and how it is looked at.',
    tags: ['agents'],
    params: Joi.object({
      board_id: requiredUuid.description('Id of the board.'),
      agent_id: requiredUuid.description('Id of the agent; no other board may have it.'),
    }),
    payload: Joi.object({
      name: nameField.required(),
      heartbeat,
      runtime_session_id: Joi.string()
        .trim()
        .max(500)
        .allow(null)
        .default(null)
        .description('Key of its session in the runtime of the board.'),
      probe: targetInput(probeKinds)
        .allow(null)
        .default(null)
        .description('How the agent itself is probed.'),
    }),
    response: Joi.object({
      id: requiredUuid,
      board_id: requiredUuid,
      name: Joi.string().required(),
      heartbeat: rhythmSchema,
      runtime_session_id: Joi.string().allow(null).required(),
      probe: targetSchema.allow(null).required(),
    }),
    shows: ['agent-continuity'],
    async handle(call) {
      const settings = await settingsOf(host, call)
      refuseTaken(await rosterOf(directory, call), call)
      const { name } = call.payload
      const { boardId, agentId } = settings
      // First its own stream, so that no two boards can have it.
      const configured = await host.execute(agentDecider, {
        ...commandOf(call),
        stream: agentStream(agentId),
        command: { kind: 'configure', settings },
      })
      const placed = await host.execute(boardDecider, {
        ...commandOf(call, 'left out'),
        stream: boardStream(boardId),
        command: { kind: 'place', agent: { boardId, agentId, name } },
      })
      directory.learn(boardId, placed.events)
      const position = placed.position > configured.position ? placed.position : configured.position
      return { body: bodyOf(name, settings), position, revision: configured.revision }
    },
  })
}

async function settingsOf(
  host: ContinuityHost,
  { params, payload }: Call<Params, unknown, Payload>,
): Promise<AgentSettings> {
  await checkTarget(host.outbound, 'probe', payload.probe)
  return {
    boardId: params.board_id,
    agentId: params.agent_id,
    ...rhythmOf(payload.heartbeat),
    runtimeSessionId: payload.runtime_session_id,
    probe: payload.probe && targetOf(payload.probe, host.config.probes),
  }
}

async function rosterOf(
  directory: AgentDirectory,
  { caller, params: { board_id: boardId } }: Call<Params, unknown, Payload>,
): Promise<Roster> {
  const roster = seesBoard(caller, boardId) ? await directory.currentRosterOf(boardId) : undefined
  if (roster) return roster
  throw notFound('board')
}

// The board decides, but what it would refuse should not have changed the agent by then.
function refuseTaken(roster: Roster, { params, payload }: Call<Params, unknown, Payload>): void {
  const holder = roster.named(payload.name)
  if (roster.get(params.agent_id)?.phase === 'retired')
    throw new DecklogError('DECKLOG_REFUSED', 'This agent is retired.')
  if (!holder || holder.agentId === params.agent_id) return
  const message = 'Another agent of the board has this name.'
  throw new DecklogError('DECKLOG_REFUSED', message, { extra: { agent_id: holder.agentId } })
}

function bodyOf(name: string, settings: AgentSettings): object {
  return {
    id: settings.agentId,
    board_id: settings.boardId,
    name,
    heartbeat: rhythmBody(settings),
    runtime_session_id: settings.runtimeSessionId,
    probe: targetBody(settings.probe),
  }
}
