import type { Read } from '../../api/client.ts'
import { runsPage } from '../../api/lists.ts'
import { Copy } from '../../parts/copy.tsx'
import { Page } from '../../parts/page.tsx'
import { RowList } from '../../parts/row-list.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Empty } from '../../parts/states.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { Stale } from '../../parts/unread.tsx'
import { type ShownRows, useRows } from '../../parts/use-reading.ts'
import { now } from '../../state/clock.ts'
import { filter, query, to } from '../../state/route.ts'
import { describeRun, nameOf, stages } from './describe-run.ts'

type Run = Read<'/api/v1/gsd-runs'>[number]

const statuses = ['queued', 'in_progress', 'blocked', 'completed'] as const

/** `/runs`: every run, newest first. */
export function RunsPage() {
  const status = oneOf(statuses, query.value.get('status'))
  const stage = oneOf(stages, query.value.get('stage'))
  const board = query.value.get('board_id')
  const filters = {
    ...(status ? { status } : {}),
    ...(stage ? { stage } : {}),
    ...(board === null ? {} : { board_id: board }),
  }
  const shown = useRows<Run>({
    of: `runs ${JSON.stringify(filters)}`,
    topic: 'gsd-runs',
    keyOf: ({ id }) => id,
    page: (asked, signal) => runsPage({ ...asked, ...filters }, signal),
    compare: (a, b) => (a.created_at === b.created_at ? 0 : a.created_at < b.created_at ? 1 : -1),
  })
  const path = `/api/v1/gsd-runs${new URLSearchParams(filters).size > 0 ? `?${new URLSearchParams(filters).toString()}` : ''}`
  return (
    <Page title="Runs" sentence="Deliveries on their way, newest first.">
      <div class="filters">
        <Choice name="status" value={status} options={statuses} any="in any status" />
        <Choice name="stage" value={stage} options={stages} any="in any stage" />
        {board === null ? null : (
          <button type="button" onClick={() => filter({ board_id: null })}>
            Of one board ✕
          </button>
        )}
      </div>
      <Stale shown={shown} />
      <List shown={shown} isFiltered={Object.keys(filters).length > 0} />
      <Copy path={path} command={commandOf(filters)} />
    </Page>
  )
}

function List({
  shown,
  isFiltered,
}: {
  readonly shown: ShownRows<Run>
  readonly isFiltered: boolean
}) {
  const none = (
    <Empty title={isFiltered ? 'No run is so.' : 'Nothing has been delivered yet.'}>
      <p>
        Start one: <code>decklog runs start checkout --needs-approval</code>
      </p>
    </Empty>
  )
  return (
    <RowList what="runs" shown={shown} none={none}>
      {rows => (
        <Table
          caption="Runs"
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          href={({ id }) => to(`/runs/${id}`)}
          level={run => describeRun(run, now.value).level}
        />
      )}
    </RowList>
  )
}

const columns: readonly Column<Run>[] = [
  { head: 'Run', kind: 'name', cell: nameOf },
  {
    head: 'How it stands',
    cell: run => {
      const { level, text } = describeRun(run, now.value)
      return <Standing level={level}>{text}</Standing>
    },
  },
  {
    head: 'Release',
    cell: ({ release_id: id }) =>
      id === null ? <span class="second">none</span> : <code>{id.slice(0, 12)}</code>,
  },
  { head: 'Started', kind: 'time', cell: run => <Time at={run.created_at} within="row" /> },
]

function Choice({
  name,
  value,
  options,
  any,
}: {
  readonly name: string
  readonly value: string | undefined
  readonly options: readonly string[]
  readonly any: string
}) {
  return (
    <label>
      <span class="unseen">{name}</span>
      <select
        value={value ?? ''}
        onChange={({ currentTarget }) => filter({ [name]: currentTarget.value })}
      >
        <option value="">{any}</option>
        {options.map(option => (
          <option key={option} value={option}>
            {option.replace('_', ' ')}
          </option>
        ))}
      </select>
    </label>
  )
}

function oneOf<T extends string>(words: readonly T[], word: string | null): T | undefined {
  return words.find(one => one === word)
}

function commandOf(filters: Readonly<Record<string, string>>): string {
  const options = Object.entries(filters).map(
    ([name, value]) => `--${name.replace('_id', '')} ${value}`,
  )
  return ['decklog runs list', ...options].join(' ')
}
