import { useState } from 'preact/hooks'
import { Copy } from '../../parts/copy.tsx'
import { Beside } from '../../parts/detail.tsx'
import { Page } from '../../parts/page.tsx'
import { Denied, Empty, Failed, Loading } from '../../parts/states.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { useReading } from '../../parts/use-reading.ts'
import { query, to } from '../../state/route.ts'
import { may, self } from '../../state/session.ts'
import { address } from '../../api/client.ts'
import { EventDetail } from './event-detail.tsx'
import {
  actorOf,
  commandOf,
  type Event,
  filtersOf,
  joinPages,
  type Page as Events,
  readPage,
  shortData,
} from './events.ts'
import { HistoryFilters } from './history-filters.tsx'

/** `/history`: the events of the ledger, and one with what led to it and what followed. */
export function HistoryPage() {
  if (!may('audit'))
    return (
      <Page title="History">
        <Denied what="history" scope="audit" />
      </Page>
    )
  if (self.value?.boards)
    return (
      <Page title="History">
        <Empty title="History tells of every board, and this token is limited to some.">
          <p>Ask for one that is not limited.</p>
        </Empty>
      </Page>
    )
  return <Seen />
}

// Whatever is decided shows in one of these; samples of guards and beats alone, which come every moment, do not bring a reading each.
const topics = [
  ...['alarms', 'agent-transitions', 'boards', 'exceptions', 'gsd-runs', 'mutes', 'notices'],
  ...['releases', 'verifications'],
]

function Seen() {
  const filters = filtersOf(query.value)
  const of = JSON.stringify(filters)
  const found = useReading<Events>({
    of: `history ${of}`,
    topics,
    everyMs: 1_000,
    read: async (signal, before) => joinPages(before, await readPage(filters, undefined, signal)),
  })
  const asked = { ...filters, direction: 'backwards' }
  const event = query.value.get('event') || undefined
  const near = query.value.get('near')
  return (
    <Page
      title="History"
      sentence="Every event, as it was recorded, the newest first. Nothing here is ever rewritten."
    >
      <HistoryFilters filters={filters} />
      <Beside
        title="The event that is open"
        closeHref={to('/history', shownFilters(filters))}
        list={<List key={of} found={found} filters={filters} open={event} />}
        detail={
          event === undefined ? undefined : <EventDetail key={event} id={event} near={near} />
        }
      />
      <Copy path={address('/api/v1/events', { query: asked })} command={commandOf(filters)} />
    </Page>
  )
}

type Filters = ReturnType<typeof filtersOf>

function shownFilters({ own, ...filters }: Filters): Readonly<Record<string, string>> {
  return { ...filters, ...(own === 'shown' ? { own } : {}) }
}

interface ListProps {
  readonly found: ReturnType<typeof useReading<Events>>
  readonly filters: Filters
  readonly open: string | undefined
}

function List({ found: { value, problem, again, put }, filters, open }: ListProps) {
  const [reading, become] = useState<'idle' | 'older'>('idle')
  if (!value && problem)
    return (
      <Failed
        what="History could not be read."
        why={problem.message}
        code={problem.code}
        retry={again}
      />
    )
  if (!value) return <Loading what="history" />
  if (value.events.length === 0)
    return (
      <Empty title="No event is so.">
        <p>
          Take a filter away, or look at another time.{' '}
          <a href={to('/history')}>Show the newest events.</a>
        </p>
      </Empty>
    )
  const older = async (after: string): Promise<void> => {
    become('older')
    try {
      const page = await readPage(filters, after, AbortSignal.timeout(60_000))
      put(({ events }) => ({ events: [...events, ...page.events], after: page.after }))
    } finally {
      become('idle')
    }
  }
  const { after } = value
  return (
    <>
      <Table
        caption="Events, the newest first"
        columns={columns}
        rows={value.events}
        keyOf={({ id }) => id}
        href={({ id, position }) =>
          to('/history', { ...shownFilters(filters), event: id, near: position })
        }
        open={open}
      />
      {after !== null && (
        <p class="more">
          <button type="button" disabled={reading === 'older'} onClick={() => void older(after)}>
            {reading === 'older' ? 'Reading …' : 'Show older ones'}
          </button>
        </p>
      )}
    </>
  )
}

const columns: readonly Column<Event>[] = [
  { head: 'Event', kind: 'name', cell: ({ type }) => <TypeName type={type} /> },
  { head: 'Stream', cell: ({ stream }) => <span class="cut">{stream}</span> },
  { head: 'By', kind: 'more', cell: actorOf },
  { head: 'What', kind: 'more', cell: event => <code class="cut">{shortData(event)}</code> },
  { head: 'Recorded', kind: 'time', cell: event => <Time at={event.recorded_at} within="row" /> },
]

/** Where it is narrow, the name of an event breaks behind the point that parts it. */
function TypeName({ type }: Pick<Event, 'type'>) {
  const [owner, ...name] = type.split(/(?<=\.)/)
  return (
    <>
      {owner}
      <wbr />
      {name}
    </>
  )
}
