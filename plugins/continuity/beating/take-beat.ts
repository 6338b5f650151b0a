import type { Actor, Host } from '../../../core/plugin-api.ts'
import type { ContinuityConfig } from '../config.ts'
import type { ContinuityEvent } from '../events.ts'
import { heartbeatStream } from '../streams.ts'
import { isFailedBeat } from '../signs/outcome.ts'
import type { AgentDirectory } from './agent-directory.ts'
import { heartbeatOf, type BeatInput } from './beat-input.ts'
import type { KnownAgent } from './roster.ts'

/** A beat, and who sent it. */
export interface BeatToTake {
  readonly agent: KnownAgent
  readonly input: BeatInput
  readonly actor: Actor
  readonly idempotencyKey?: string
}

/** A beat that the ledger has acknowledged. */
export interface TakenBeat {
  readonly agent: KnownAgent
  readonly eventId: string
  readonly receivedAt: Date
  readonly position: bigint
  /** The agent's word about itself from now on. */
  readonly status: string
}

/** Records beats; those of a board that arrive at once are appended together. */
export type TakeBeat = (beat: BeatToTake) => Promise<TakenBeat>

/** Creates what records the beats of a process. */
export function createTakeBeat(
  host: Host<ContinuityConfig, ContinuityEvent>,
  directory: AgentDirectory,
  failed: (boardId: string) => void = () => {},
): TakeBeat {
  return async ({ agent, input, actor, idempotencyKey }) => {
    const said = heartbeatOf(agent, input)
    const { eventId, receivedAt, position } = await host.observe({
      stream: heartbeatStream(agent.boardId),
      event: { type: 'continuity.HeartbeatReceived', data: said },
      actor,
      ...(input.sent_at ? { occurredAt: input.sent_at } : {}),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    })
    if (input.status !== undefined) directory.noteStatus(agent.agentId, input.status)
    // A failure is told at once, whenever the next sweep is.
    if (isFailedBeat(said)) failed(agent.boardId)
    const status = input.status ?? directory.statusOf(agent.agentId) ?? 'online'
    return { agent, eventId, receivedAt, position, status }
  }
}
