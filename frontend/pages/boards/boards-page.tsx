import { Copy } from '../../parts/copy.tsx'
import { Page } from '../../parts/page.tsx'
import { RowList } from '../../parts/row-list.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Denied, Empty } from '../../parts/states.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { Stale } from '../../parts/unread.tsx'
import type { ShownRows } from '../../parts/use-reading.ts'
import { to } from '../../state/route.ts'
import { may } from '../../state/session.ts'
import type { Level } from '../../words/levels.ts'
import { type Board, useBoards } from './board-data.ts'

/** `/boards`: every board that this token sees, and how its runtime stands. */
export function BoardsPage() {
  if (!may('read'))
    return (
      <Page title="Boards">
        <Denied what="boards" scope="read" />
      </Page>
    )
  return <Seen />
}

function Seen() {
  const boards = useBoards()
  return (
    <Page title="Boards" sentence="Agents by the board that they work for.">
      <Stale shown={boards} />
      <List boards={boards} />
      <Copy path="/api/v1/boards" />
    </Page>
  )
}

function List({ boards }: { readonly boards: ShownRows<Board> }) {
  const none = (
    <Empty title="There is no board.">
      <p>
        Make one by <code>PUT /api/v1/boards/ID</code>, and send the first heartbeat of its agents
        with <code>decklog heartbeat</code>.
      </p>
    </Empty>
  )
  return (
    <RowList what="boards" shown={boards} none={none}>
      {rows => (
        <Table
          caption="Boards, the oldest first"
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          href={({ id }) => to(`/boards/${id}`)}
          level={levelOfRuntime}
        />
      )}
    </RowList>
  )
}

const columns: readonly Column<Board>[] = [
  { head: 'Board', kind: 'name', cell: ({ name }) => name },
  {
    head: 'Its runtime',
    cell: board => <Standing level={levelOfRuntime(board)}>{describeRuntime(board)}</Standing>,
  },
  { head: 'Made', kind: 'time', cell: ({ created_at: at }) => <Time at={at} within="row" /> },
]

/** How bad the runtime of a board is; a board without one has nothing that could be. */
export function levelOfRuntime({ runtime, runtime_standing: standing }: Board): Level {
  if (runtime === null || standing === 'up') return 'ok'
  return standing === 'down' ? 'critical' : 'unknown'
}

/** How the runtime of a board stands, in words. */
export function describeRuntime({
  runtime,
  runtime_standing: standing,
  runtime_error: error,
}: Board): string {
  if (runtime === null) return 'No runtime is asked: its agents alone tell how they are'
  if (standing === 'up') return `Its runtime answers at ${runtime.url}`
  if (standing === 'down')
    return `Its runtime at ${runtime.url} does not answer${error === null ? '' : `: ${error}`}`
  return `Its runtime at ${runtime.url} was not asked yet`
}
