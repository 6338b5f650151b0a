import { Copy } from '../../parts/copy.tsx'
import { Beside } from '../../parts/detail.tsx'
import { LevelWord } from '../../parts/level.tsx'
import { Page } from '../../parts/page.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Empty, Loading } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import { Stale, Unread } from '../../parts/unread.tsx'
import { WindowList } from '../../parts/window-list.tsx'
import { query, to, withFilters } from '../../state/route.ts'
import { reasonOf } from '../../words/continuity.ts'
import { worstOf } from '../../words/levels.ts'
import { countOf } from '../../words/values.ts'
import type { PageProps } from '../pages.tsx'
import { AgentDetail } from './agent-detail.tsx'
import {
  type Agent,
  type Board,
  type Continuity,
  compareAgents,
  countAgents,
  isIll,
  levelOfAgent,
  standings,
  useAgents,
  useBoard,
} from './board-data.ts'
import { describeRuntime, levelOfRuntime } from './boards-page.tsx'

/** `/boards/:id`: the agents of a board, the worst first; `state` picks those that stand alike, `open` is the agent that is looked at. */
export function BoardPage({ params: { id = '' } }: PageProps) {
  const board = useBoard(id)
  const agents = useAgents(id)
  if (!board.value || !agents.value) {
    const problem = board.problem ?? agents.problem
    return (
      <Page title="Board">
        {problem ? (
          <Unread what="this board" problem={problem} again={board.again} />
        ) : (
          <Loading what="this board" />
        )}
      </Page>
    )
  }
  const rows = [...agents.value.rows].sort(compareAgents)
  const open = query.value.get('open') ?? undefined
  const wanted = standings.find(one => one === query.value.get('state'))
  const listed = wanted ? rows.filter(({ continuity }) => continuity === wanted) : rows
  return (
    <Page title={board.value.name} sentence={<Sentence board={board.value} agents={rows} />}>
      <Beside
        title="The agent that is open"
        closeHref={to(`/boards/${id}`, { state: wanted ?? null })}
        list={
          <>
            <Stale shown={board.problem ? board : agents} />
            <Choices agents={rows} wanted={wanted} />
            <List agents={listed} />
          </>
        }
        detail={open === undefined ? undefined : <AgentDetail key={open} id={open} />}
      />
      <Copy
        path={`/api/v1/boards/${id}/agent-continuity`}
        command={`decklog check continuity --board ${id}`}
      />
    </Page>
  )
}

function Sentence({ board, agents }: { readonly board: Board; readonly agents: readonly Agent[] }) {
  const ill = agents.filter(isIll)
  const level = worstOf([levelOfRuntime(board), ...ill.map(levelOfAgent)])
  const words =
    ill.length === 0
      ? `${countOf(agents.length, 'agent')}${agents.length === 0 ? '' : ', all well'}`
      : `${ill.length} of ${countOf(agents.length, 'agent')} ${ill.length === 1 ? 'is' : 'are'} not well`
  return (
    <Standing level={level}>
      {words}. {describeRuntime(board)}.
    </Standing>
  )
}

function Choices({
  agents,
  wanted,
}: {
  readonly agents: readonly Agent[]
  readonly wanted: Continuity | undefined
}) {
  const counts = countAgents(agents)
  const shown = standings.filter(one => counts[one] > 0 || one === wanted)
  return (
    <div class="choices" role="group" aria-label="Which agents">
      {[undefined, ...shown].map(one => (
        <a
          key={one ?? 'all'}
          href={withFilters({ state: one ?? null, open: null })}
          {...(one === wanted ? { 'aria-current': 'true' as const } : {})}
        >
          {one ?? 'all'} {one ? counts[one] : agents.length}
        </a>
      ))}
    </div>
  )
}

function List({ agents }: { readonly agents: readonly Agent[] }) {
  if (agents.length === 0)
    return (
      <Empty title="No agent stands like this.">
        <p>
          An agent is there from its first heartbeat on: <code>decklog heartbeat</code>.
        </p>
      </Empty>
    )
  return (
    <WindowList
      label="Agents, the worst first"
      rows={agents}
      keyOf={({ agent_id: id }) => id}
      draw={agent => <AgentLine agent={agent} />}
    />
  )
}

function AgentLine({ agent }: { readonly agent: Agent }) {
  const { agent_id: id, agent_name: name, continuity, continuity_reason: reason } = agent
  const isOpen = query.value.get('open') === id
  return (
    <div class={`agent-line has-bar is-${levelOfAgent(agent)} ${isOpen ? 'is-open' : ''}`}>
      <a
        class="row-link"
        href={withFilters({ open: id })}
        {...(isOpen ? { 'aria-current': 'true' as const } : {})}
      >
        {name}
      </a>
      <LevelWord level={levelOfAgent(agent)} word={continuity} />
      <span class="agent-why">
        {reasonOf(reason)} <span class="second">{agent.status}</span>
      </span>
      <Time at={agent.continuity_since} within="row" />
    </div>
  )
}
