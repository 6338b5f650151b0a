import type { ExitCode } from '../../../core/cli/command.ts'
import type { GateDecision } from '../../../core/gate.ts'
import type { Continuity, Reason } from '../words.ts'

/** What the check looks at of what the API answers. */
export interface CheckedBoard {
  readonly decision: GateDecision
  readonly runtimeError: string | null
  readonly agents: readonly CheckedAgent[]
}

export interface CheckedAgent {
  readonly agent_name: string
  readonly continuity: Continuity
  readonly continuity_reason: Reason
}

/** What a check found: the words and the exit code that monitors know. */
export interface CheckResult {
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
export function unknown(summary: string): CheckResult {
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
