import type { Host, Sweep } from '../../../core/plugin.ts'
import { inTurns } from '../../../core/timing/in-turns.ts'
import type { ContinuityConfig } from '../config.ts'
import type { ContinuityEvent } from '../events.ts'
import { agentFactsOf } from '../judging/agent-facts.ts'
import { describe } from '../judging/describe.ts'
import { evidenceOf } from '../judging/evidence.ts'
import { judge } from '../judging/judge.ts'
import { agentDecider, type Judged } from '../membership/agent.ts'
import type { JudgedAgentRow } from '../rows.ts'
import { agentStream, runtimeStream } from '../streams.ts'
import { isOf } from '../target.ts'
import { type JudgeRuntime, runtimeDecider } from './runtime.ts'
import { type BoardView, readWorld, type World } from './world.ts'

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

/**
 * The judgements of a board's agents that differ from the recorded ones. A runtime that fails for the whole board is recorded
 * once, of the runtime: it changes nothing that is recorded of its agents.
 */
function changesOf(view: BoardView, world: World): readonly Judged[] {
  return view.agents.flatMap(agent => changeOf(agent, view, world) ?? [])
}

function changeOf(
  row: JudgedAgentRow,
  { runtime }: BoardView,
  { gaps, now, position }: World,
): Judged | undefined {
  const agent = agentFactsOf(row)
  const { continuity, reason, since } = judge({ agent, runtime, gaps, now })
  if (reason === 'runtime_unavailable') return undefined
  if (continuity === row.continuity && reason === row.continuity_reason) return undefined
  const { name } = row
  return {
    ...{ boardId: row.board_id, agentId: row.agent_id, name },
    to: continuity,
    reason,
    text: describe({ name, reason, since, runtimeError: runtime.error }),
    becameTrueAt: since.toISOString(),
    detectedAt: now.toISOString(),
    judgedPosition: String(position),
    evidence: evidenceOf({ agent, runtime }),
    signs: row.signs,
  }
}
