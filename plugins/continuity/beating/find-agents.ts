import { v7 } from 'uuid'
import { seesBoard } from '../../../core/access/sees-board.ts'
import { DecklogError, invalidField, notFound } from '../../../core/errors.ts'
import { type Actor, formatActor } from '../../../core/event.ts'
import type { Caller } from '../../../core/http/route.ts'
import type { Host } from '../../../core/plugin.ts'
import type { ContinuityConfig } from '../config.ts'
import { isMember } from '../evaluating/world.ts'
import type { ContinuityEvent } from '../events.ts'
import { boardDecider } from '../membership/board.ts'
import type { AgentRow } from '../rows.ts'
import { boardStream } from '../streams.ts'
import type { AgentDirectory } from './agent-directory.ts'
import type { KnownAgent } from './roster.ts'

/** Finds the agents that beats are of, and registers those that beat under a new name. */
export interface AgentFinder {
  /** Retired or not; DECKLOG_NOT_FOUND when there is none that the caller may see. */
  anyById(agentId: string, caller: Caller): Promise<KnownAgent>
  /** DECKLOG_NOT_FOUND when there is none that the caller may see; DECKLOG_REFUSED when it is retired. */
  byId(agentId: string, caller: Caller): Promise<KnownAgent>
  /** The agent of this name, on whichever of the caller's boards; DECKLOG_VALIDATION when that does not tell which. */
  byName(name: string, caller: Caller): Promise<KnownAgent>
  /** The agents of these names; new ones are registered, once however many ask at once. */
  byNames(
    boardId: string,
    names: readonly string[],
    caller: Caller,
  ): Promise<(name: string) => KnownAgent>
}

/** Creates the finder of a process. */
export function createAgentFinder(
  host: Host<ContinuityConfig, ContinuityEvent>,
  directory: AgentDirectory,
): AgentFinder {
  const register = createRegistrations(async (boardId, names, actor) => {
    const agents = names.map(name => ({ boardId, agentId: v7(), name }))
    const { events } = await host.execute(boardDecider, {
      ...{ stream: boardStream(boardId), actor },
      command: { kind: 'register', agents },
    })
    directory.learn(boardId, events)
    // Another process may have been faster with some of them, or with something else of the board.
    const roster = await directory.rosterOf(boardId)
    if (names.some(name => !roster?.named(name))) await directory.currentRosterOf(boardId)
  })

  async function anyById(agentId: string, caller: Caller): Promise<KnownAgent> {
    const agent = await directory.byId(agentId)
    if (agent && seesBoard(caller, agent.boardId)) return agent
    throw notFound('agent')
  }

  async function byId(agentId: string, caller: Caller): Promise<KnownAgent> {
    const agent = await anyById(agentId, caller)
    if (agent.phase === 'active') return agent
    throw new DecklogError('DECKLOG_REFUSED', 'This agent is retired.')
  }

  return {
    anyById,
    byId,
    async byName(name, caller) {
      const { rows } = await host.rows<AgentRow>('agent-continuity', { equals: { name } })
      const seen = rows.filter(row => isMember(row) && seesBoard(caller, row.board_id))
      const [row, ...others] = seen
      if (!row) throw invalidField('board_id', 'is needed for a new agent')
      if (others.length > 0)
        throw invalidField('board_id', 'is needed: several boards have an agent of this name')
      return byId(row.agent_id, caller)
    },
    async byNames(boardId, names, caller) {
      const roster = seesBoard(caller, boardId) ? await directory.rosterOf(boardId) : undefined
      if (!roster) throw notFound('board')
      const missing = [...new Set(names)].filter(name => !roster.named(name))
      if (missing.length > 0) await register(boardId, missing, caller.actor)
      return name => {
        const agent = roster.named(name)
        if (agent) return agent
        throw new DecklogError(
          'DECKLOG_REVISION_CONFLICT',
          'This agent was just renamed or retired.',
        )
      }
    },
  }
}

/** Registers agents of a board under these names. */
type Register = (boardId: string, names: readonly string[], actor: Actor) => Promise<void>

interface Waiting {
  readonly names: readonly string[]
  readonly actor: Actor
  readonly settle: PromiseWithResolvers
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Lets the registrations of a board wait for each other, so that many first beats do not compete for one stream: what waits
 * for the same actor goes together.
 */
function createRegistrations(register: Register): Register {
  const queues = new Map<string, Waiting[]>()

  async function drain(boardId: string, queue: Waiting[]): Promise<void> {
    for (let first = queue[0]; first; first = queue[0]) {
      const together = takeLike(queue, first.actor)
      const names = [...new Set(together.flatMap(waiting => waiting.names))]
      await register(boardId, names, first.actor).then(
        () => together.forEach(({ settle }) => settle.resolve()),
        (error: unknown) => together.forEach(({ settle }) => settle.reject(error)),
      )
    }
    queues.delete(boardId)
  }

  return (boardId, names, actor) => {
    const waiting = { names, actor, settle: withResolvers() }
    const queue = queues.get(boardId)
    if (queue) queue.push(waiting)
    else {
      const started = [waiting]
      queues.set(boardId, started)
      void drain(boardId, started)
    }
    return waiting.settle.promise
  }
}

function takeLike(queue: Waiting[], actor: Actor): readonly Waiting[] {
  const isLike = (one: Waiting): boolean => formatActor(one.actor) === formatActor(actor)
  const taken = queue.filter(isLike)
  queue.splice(0, queue.length, ...queue.filter(one => !isLike(one)))
  return taken
}

function withResolvers(): PromiseWithResolvers {
  let resolve = (): void => {}
  let reject: PromiseWithResolvers['reject'] = () => {}
  const promise = new Promise<void>((done, failed) => {
    resolve = done
    reject = failed
  })
  return { promise, resolve, reject }
}
