import type { Host } from '../../../core/plugin-api.ts'
import { isMember } from '../evaluating/world.ts'
import type { AgentRow, BoardRow } from '../rows.ts'
import type { ProbeSign } from '../signs.ts'
import { isOf, type Target } from '../target.ts'
import type { PastReading, Subject, SubjectSource } from './subject.ts'

/** Creates the source that reads from the read models what is to be probed. */
export function createRowSubjects(host: Pick<Host, 'all'>): SubjectSource {
  return {
    async subjects() {
      const [boards, agents] = await Promise.all([
        host.all<BoardRow>('boards', { filled: ['runtime'] }),
        host.all<AgentRow>('agent-continuity', { filled: ['probe'] }),
      ])
      return [...boards.rows.flatMap(runtimeOf), ...agents.rows.filter(isMember).flatMap(agentOf)]
    },
    async namedSessions(boardId) {
      const equals = { board_id: boardId }
      const filled = ['runtime_session_id']
      const { rows } = await host.all<AgentRow>('agent-continuity', { equals, filled })
      return new Set(rows.filter(isMember).flatMap(row => row.runtime_session_id ?? []))
    },
  }
}

function runtimeOf({ board_id: boardId, runtime: target, signs }: BoardRow): readonly Subject[] {
  return target ? [{ of: 'runtime', boardId, target, last: lastOf(signs.probe, target) }] : []
}

function agentOf(row: AgentRow): readonly Subject[] {
  const { agent_id: agentId, board_id: boardId, probe: target, signs } = row
  return target
    ? [{ of: 'agent', agentId, boardId, target, last: lastOf(signs.probe, target) }]
    : []
}

function lastOf(probe: ProbeSign | null, target: Target): PastReading | null {
  if (!probe || !isOf(probe.reading, target)) return null
  return { reading: probe.reading, receivedAt: new Date(probe.receivedAt) }
}
