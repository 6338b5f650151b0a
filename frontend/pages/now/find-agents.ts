import { reasonOf } from '../../words/continuity.ts'
import { describeDuration } from '../../words/durations.ts'
import { levelOfContinuity } from '../../words/levels.ts'
import { countOf, listOf } from '../../words/values.ts'
import type { Finding } from './finding.ts'
import type { Agent, WatchedBoard } from './sources.ts'

/** Agents that do not work, those of a board that stand alike in one finding; and runtimes that do not answer. */
export function findAgents(boards: readonly WatchedBoard[]): readonly Finding[] {
  return boards.flatMap(one => [...findRuntime(one), ...findOfBoard(one)])
}

function findRuntime({ board }: WatchedBoard): readonly Finding[] {
  if (board.runtime_standing !== 'down') return []
  return [
    {
      key: `runtime ${board.id}`,
      level: 'critical',
      what: `The runtime of ${board.name} does not answer`,
      why: board.runtime_error ?? 'Nothing more is known.',
      since: board.runtime_since,
      todo: `See whether ${board.runtime?.url ?? 'it'} answers from here.`,
      at: [`/boards/${board.id}`],
      causes: [`runtime ${board.id}`],
    },
  ]
}

function findOfBoard({ board, snapshot }: WatchedBoard): readonly Finding[] {
  const alike = new Map<string, Agent[]>()
  for (const agent of snapshot.agents) {
    const key = `${agent.continuity} ${agent.continuity_reason}`
    alike.set(key, [...(alike.get(key) ?? []), agent])
  }
  return [...alike].flatMap(([key, agents]) => {
    const [first] = agents
    if (!first) return []
    return [
      {
        key: `agents ${board.id} ${key}`,
        level: levelOfContinuity(first.continuity),
        what: whatOf(agents, first, board.name),
        why: `${listOf(
          agents.map(one => one.agent_name),
          5,
        )}: ${whyOf(agents, first)}`,
        since: newest(agents),
        todo: todos[first.continuity_reason] ?? null,
        at: [`/boards/${board.id}`, { state: first.continuity }],
        causes: agents.map(({ agent_id: id }) => `agent ${id}`),
      } satisfies Finding,
    ]
  })
}

function whatOf(
  agents: readonly Agent[],
  { agent_name: name, continuity }: Agent,
  board: string,
): string {
  return agents.length === 1
    ? `${name} of ${board} is ${continuity}`
    : `${countOf(agents.length, 'agent')} of ${board} are ${continuity}`
}

function newest(agents: readonly Agent[]): string | null {
  return agents.map(one => one.continuity_since).reduce((a, b) => (a > b ? a : b), '') || null
}

function whyOf(agents: readonly Agent[], first: Agent): string {
  const { continuity_reason: reason, heartbeat_age_seconds: age, stale_after_seconds: due } = first
  if (reason === 'heartbeat_stale' && age !== null) {
    const ages = agents.map(one => one.heartbeat_age_seconds ?? 0)
    const [least, most] = [Math.min(...ages), Math.max(...ages)].map(describeDuration)
    const span = least === most ? least : `${least} to ${most}`
    return `no heartbeat for ${span}; late after ${describeDuration(due)}`
  }
  const said =
    agents.length === 1
      ? first.evidence.find(({ signal }) => signal === telling[reason])
      : undefined
  return [reasonOf(reason), ...(said ? [said.says] : [])].join(': ')
}

/** The signal that says more of a reason than its words. */
const telling: Readonly<Record<string, string>> = {
  job_failed: 'outcome',
  progress_stalled: 'progress',
  probe_failed: 'probe',
}

const todos: Readonly<Record<string, string>> = {
  heartbeat_stale: 'See whether it still runs; pause or retire it if it is meant to rest.',
  heartbeat_missing: 'See whether it was started, and with which token and address.',
  progress_stalled: 'See what its work waits for.',
  job_failed: 'Read its last lines, mend what failed, and run it again.',
  runtime_unavailable: 'See whether the runtime of the board answers.',
  runtime_session_missing: 'Tell the agent which session of the runtime is its own.',
  runtime_session_unreachable: 'Start its session again.',
  probe_failed: 'See what its probe meets.',
}
