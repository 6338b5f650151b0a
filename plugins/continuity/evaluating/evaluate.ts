import { eachInTurns, type Host, messageOf, type Sweep } from '../../../core/plugin-api.ts'
import type { ContinuityConfig } from '../config.ts'
import type { ContinuityEvent } from '../events.ts'
import { agentFactsOf } from '../judging/agent-facts.ts'
import { describe } from '../judging/describe.ts'
import { evidenceOf } from '../judging/evidence.ts'
import { judge } from '../judging/judge.ts'
import { runtimeSituation, situationFacts } from '../judging/situation-facts.ts'
import { agentDecider, type Judged } from '../membership/agent.ts'
import { signsBytes } from '../observations.ts'
import type { JudgedAgentRow } from '../rows.ts'
import { agentStream, runtimeStream } from '../streams.ts'
import { isOf } from '../target.ts'
import { type JudgeRuntime, runtimeDecider } from './runtime.ts'
import { type BoardView, readWorld, type World } from './world.ts'

const AT_ONCE = 32
const TRIES = 5
const RETRY_MS = 1_000

type ContinuityHost = Host<ContinuityConfig, ContinuityEvent>

/** Creates the sweep that records what has changed: of runtimes, then of agents, and only where the records say otherwise. */
export function createEvaluation(host: ContinuityHost): Sweep {
  return {
    name: 'evaluate',
    everySeconds: host.config.evaluateEvery,
    run: signal => evaluate(host, signal),
  }
}

/**
 * Creates what evaluates a board at once, for what is not to wait for the sweep. However much of it comes, a board is evaluated
 * once at a time, and once more for all that came meanwhile.
 */
export function createUrgentEvaluation(host: ContinuityHost): (boardId: string) => void {
  const running = new Map<string, 'once' | 'again'>()
  const { signal } = new AbortController()

  // A read model may be behind for a moment; what cannot be told now is told by the next sweep.
  async function tryTo(boardId: string, tries: number): Promise<void> {
    try {
      await evaluate(host, signal, boardId)
    } catch (error) {
      host.log.debug({ reason: messageOf(error) }, 'a board could not be evaluated at once')
      if (tries === 1) return
      await host.clock.delay(RETRY_MS)
      await tryTo(boardId, tries - 1)
    }
  }

  async function run(boardId: string): Promise<void> {
    do {
      running.set(boardId, 'once')
      await tryTo(boardId, TRIES)
    } while (running.get(boardId) === 'again')
    running.delete(boardId)
  }

  return boardId => {
    if (running.has(boardId)) running.set(boardId, 'again')
    else void run(boardId)
  }
}

async function evaluate(
  host: ContinuityHost,
  signal: AbortSignal,
  boardId?: string,
): Promise<void> {
  const world = await readWorld(host, boardId)
  const { now } = world
  const runtimes = [...world.boards, ...world.forgotten].filter(isRuntimeMoved).map(
    view => () =>
      host.execute(runtimeDecider, {
        stream: runtimeStream(view.board.board_id),
        command: judgedRuntime(view, world),
      }),
  )
  const agents = world.boards
    .flatMap(view => changesOf(view, world))
    .map(
      change => () =>
        host.execute(agentDecider, {
          stream: agentStream(change.agentId),
          command: { kind: 'judge', change, judgedAt: now },
        }),
    )
  await eachInTurns([...runtimes, ...agents], { atOnce: AT_ONCE, signal }, record => record())
}

function isRuntimeMoved({ board: { lost }, runtime: { target, standing } }: BoardView): boolean {
  if (!lost) return target !== null && standing === 'down'
  return target === null || !isOf(lost, target) || standing === 'up'
}

function judgedRuntime({ board, runtime, agents }: BoardView, { now, gaps }: World): JudgeRuntime {
  const { target, standing, since, error, sign } = runtime
  const judgedOn = runtimeSituation(board, gaps)
  return {
    ...{ boardId: board.board_id, boardName: board.name, target, standing, error },
    since: since ?? now,
    evidence: sign,
    agents: agents.filter(({ paused_at }) => paused_at === null).length,
    judgedAt: now,
    ...(bytesOf(judgedOn) > mostRuntimeBytes ? {} : { judgedOn }),
  }
}

// What remains of an event is enough for names and addresses.
const mostRuntimeBytes = 8_192

/**
 * The judgements of a board's agents that differ from the recorded ones. A runtime that fails for the whole board is recorded
 * once, of the runtime: it changes nothing that is recorded of its agents.
 */
function changesOf(view: BoardView, world: World): readonly Judged[] {
  return view.agents.flatMap(agent => changeOf(agent, view, world) ?? [])
}

function changeOf(
  row: JudgedAgentRow,
  { board, runtime }: BoardView,
  { gaps, now, position }: World,
): Judged | undefined {
  const agent = agentFactsOf(row)
  const { continuity, reason, since } = judge({ agent, runtime, gaps, now })
  if (reason === 'runtime_unavailable') return undefined
  if (continuity === row.continuity && reason === row.continuity_reason) return undefined
  const { name, signs } = row
  const { error: runtimeError } = runtime
  const text = describe({ name, reason, since, runtimeError, outcome: signs.outcome ?? null })
  const change = {
    ...{ boardId: row.board_id, agentId: row.agent_id, name },
    ...{ to: continuity, reason, text },
    becameTrueAt: since.toISOString(),
    detectedAt: now.toISOString(),
    judgedPosition: String(position),
    evidence: evidenceOf({ agent, runtime }),
    signs,
  }
  const judgedOn = situationFacts(agent, board, gaps)
  return bytesOf(change) + bytesOf(judgedOn) > mostBytes ? change : { ...change, judgedOn }
}

// A change that is recorded without what it was judged on is better than none.
const mostBytes = signsBytes - 1_024

function bytesOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value))
}
