import { randomUUID } from 'node:crypto'
import t from 'tap'
import { systemClock } from '../../../core/clock.ts'
import { WrittenJson } from '../../../core/http/answers/written-json.ts'
import type { Call, Route } from '../../../core/http/route.ts'
import type { ReadHost } from '../../../core/readmodel/read-host.ts'
import createRoutes from '../../../projections/agent-continuity/routes.ts'

/** The route of a board's snapshot over read models of which every statement is answered when `answer` says so. */
function openSnapshot() {
  const statements: string[] = []
  const waiting: (() => void)[] = []
  let name = 'before'
  const host: ReadHost = {
    clock: systemClock,
    machine: { name: 'web01', root: '/' },
    view: projection => `"${projection === 'agent-continuity' ? 'agents' : projection}"`,
    async query<Row extends object>(text: string) {
      const rows: readonly object[] = [boardRow, agentRow(name)]
      statements.push(text)
      await new Promise<void>(resolve => void waiting.push(resolve))
      return rows as readonly Row[]
    },
  }
  const route = createRoutes(host).find(({ path }) => path.endsWith('/agent-continuity'))
  if (!route) throw new Error('There is no snapshot')
  return {
    statements,
    rename: (to: string): void => void (name = to),
    ask: (boardId: string, agents = 'all') => ask(route, boardId, agents),
    async answer(): Promise<void> {
      waiting.splice(0).forEach(resolve => resolve())
      await begun()
    },
  }
}

/** Until what was asked at this moment has begun. */
const begun = (): Promise<void> => new Promise(resolve => void setImmediate(resolve))

const boardRow = {
  ...{ runtime: null, lost: null, board_signs: { probe: null, sessions: null } },
  ...{ confirmed_at: null, gaps: null, registered_revision: null },
}

function agentRow(name: string): object {
  const at = new Date('2026-01-01T00:00:00Z')
  return {
    ...{ agent_id: randomUUID(), board_id: randomUUID(), name, registered_at: at },
    ...{ every_seconds: 60, grace_seconds: null, schedule: null, probe: null },
    ...{ runtime_session_id: null, configured_at: at, paused_at: at, resumed_at: null },
    ...{ continuity: 'paused', continuity_reason: 'paused', continuity_since: at },
    signs: { beat: null, status: null, progress: null, outcome: null, probe: null },
  }
}

async function ask(route: Route, boardId: string, agents: string): Promise<string> {
  const caller: Call['caller'] = {
    ...{ actor: { kind: 'service', id: 'test' }, scopes: ['read'], boards: null },
  }
  const { body } = await route.handle({
    ...{ params: { board_id: boardId }, query: { agents }, payload: undefined, caller },
    ...{ requestId: '', apiUrl: '', signal: new AbortController().signal },
  })
  if (body instanceof WrittenJson) return body.text
  throw new TypeError('The snapshot is not written')
}

t.test('a board is read once more however many ask while it is read', async t => {
  const { ask, answer, rename, statements } = openSnapshot()
  const board = randomUUID()
  const first = ask(board)
  await begun()
  rename('after')
  const others = Promise.all(Array.from({ length: 63 }, () => ask(board)))
  await begun()
  t.equal(statements.length, 1)
  await answer()
  t.match(await first, /"agent_name":"before"/)
  t.equal(statements.length, 2)
  await answer()
  const texts = await others
  t.match(texts[0], /"agent_name":"after"/, 'what was read after they asked')
  t.equal(new Set(texts).size, 1)
})

t.test('who asks for another board, or for fewer agents of it, waits for nobody', async t => {
  const { ask, answer, statements } = openSnapshot()
  const board = randomUUID()
  const asked = Promise.all([ask(board), ask(randomUUID()), ask(board, 'ill')])
  await begun()
  t.equal(statements.length, 3)
  await answer()
  const [all, other, ill] = await asked
  t.match(all, /"agent_name"/)
  t.not(other, all)
  t.match(ill, /"paused":1.*"agents":\[\]/)
})
