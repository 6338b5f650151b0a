import type { Host, Sweep } from '../../../core/plugin.ts'
import type { ContinuityConfig } from '../config.ts'
import type { ContinuityEvent } from '../events.ts'
import { agentDecider } from '../membership/agent.ts'
import { agentStream, runtimeStream } from '../streams.ts'
import { isOf } from '../target.ts'
import { changesOf } from './changes-of.ts'
import { inTurns } from '../../../core/timing/in-turns.ts'
import { runtimeDecider, type JudgeRuntime } from './runtime.ts'
import { readWorld, type BoardView } from './world.ts'

const AT_ONCE = 32

/** Creates the sweep that records what has changed: of runtimes, then of agents, and only where the records say otherwise. */
export function createEvaluation(host: Host<ContinuityConfig, ContinuityEvent>): Sweep {
  return {
    name: 'evaluate',
    everySeconds: host.config.evaluateEvery,
    async run(signal) {
      const world = await readWorld(host)
      const { now } = world
      const turns = { atOnce: AT_ONCE, signal }
      await inTurns(world.boards.filter(isRuntimeMoved), turns, view =>
        host.execute(runtimeDecider, {
          stream: runtimeStream(view.board.board_id),
          command: judgedRuntime(view, now),
        }),
      )
      const changes = world.boards.flatMap(view => changesOf(view, world))
      await inTurns(changes, turns, change =>
        host.execute(agentDecider, {
          stream: agentStream(change.agentId),
          command: { kind: 'judge', change, judgedAt: now },
        }),
      )
    },
  }
}

function isRuntimeMoved({ board: { lost }, runtime: { target, standing } }: BoardView): boolean {
  if (!lost) return target !== null && standing === 'down'
  return target === null || !isOf(lost, target) || standing === 'up'
}

function judgedRuntime({ board, runtime, agents }: BoardView, now: Date): JudgeRuntime {
  const { target, standing, since, error, sign } = runtime
  return {
    ...{ boardId: board.board_id, boardName: board.name, target, standing, error },
    since: since ?? now,
    evidence: sign,
    agents: agents.filter(({ paused_at }) => paused_at === null).length,
    judgedAt: now,
  }
}
