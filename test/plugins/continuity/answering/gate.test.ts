import t from 'tap'
import { reasonsOf } from '../../../../plugins/continuity/answering/gate.ts'
import { gatedAgent } from '../../../../plugins/continuity/answering/board-facts.ts'
import {
  runtimeFactsOf,
  type RuntimeKnowledge,
} from '../../../../plugins/continuity/judging/runtime-facts.ts'
import type { AgentRow } from '../../../../plugins/continuity/rows.ts'
import { blankAgent } from '../../../../projections/agent-continuity/fold.ts'
import { blankBoard } from '../../../../projections/boards/projection.ts'
import { beaten, httpRuntime, idOf, minute, read, seen, tcpProbe } from '../stories.ts'

const now = minute(200)
const boardId = idOf(1)

function agentOf(n: number, facts: Partial<AgentRow> = {}): AgentRow {
  const row = blankAgent({ boardId, agentId: idOf(n) })
  return { ...row, name: `a${n}`, registered_at: minute(0), signs: beaten(190), ...facts }
}
const stale = { signs: beaten(10) }
const unreachable = {
  probe: tcpProbe,
  signs: { ...beaten(190), probe: read(tcpProbe, 200, 'down') },
}

function asked(agents: readonly AgentRow[], knowledge?: RuntimeKnowledge): readonly string[] {
  const board = { ...blankBoard(boardId), name: 'Delivery', ...knowledge }
  const runtime = runtimeFactsOf(board, { gaps: [], now })
  const view = { board, runtime, agents: agents.map(gatedAgent) }
  return reasonsOf(view, { gaps: [], now }, 50).map(
    ({ decision, code, eventIds }) => `${decision} ${code} ${eventIds.length > 0 ? 'cited' : ''}`,
  )
}

t.test('allows where all work, are new or are paused', async t => {
  const fresh = { registered_at: minute(199), signs: beaten() }
  t.strictSame(asked([agentOf(2), agentOf(3, fresh)]), [])
  t.strictSame(asked([agentOf(2, { ...unreachable, paused_at: minute(1) })]), [])
  t.strictSame(asked([]), [])
})

t.test('warns of any that is stale or unreachable', async t => {
  t.strictSame(asked([agentOf(2), agentOf(3, stale)]), ['warn agents_stale cited'])
  t.strictSame(asked([agentOf(2), agentOf(3, unreachable)]), ['warn agents_unreachable cited'])
})

t.test('denies when more than the share is unreachable, of those that are not paused', async t => {
  const others = [agentOf(2), agentOf(3, { paused_at: minute(1) })]
  t.strictSame(asked([...others, agentOf(4, unreachable), agentOf(5, unreachable)]), [
    'deny agents_unreachable cited',
  ])
})

t.test('denies when the runtime is lost, for that reason alone', async t => {
  const board = seen(httpRuntime, 200, 'down')
  t.strictSame(asked([agentOf(2), agentOf(3, stale)], board), ['deny runtime_lost cited'])
})
