import { Copy } from '../../parts/copy.tsx'
import { Beside } from '../../parts/detail.tsx'
import { Page } from '../../parts/page.tsx'
import { RowList } from '../../parts/row-list.tsx'
import { Said } from '../../parts/said.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Empty } from '../../parts/states.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { Stale } from '../../parts/unread.tsx'
import { query, to } from '../../state/route.ts'
import { rankOf } from '../../words/levels.ts'
import { countOf } from '../../words/values.ts'
import { aboutOf, levelOfRecovery, wordsOfRecovery } from './describe-recovery.ts'
import { type Recovery, useRecoveries } from './recovery-data.ts'
import { RecoveryDetail } from './recovery-detail.tsx'

/** `/recoveries`: what is tried to heal what went bad, what needs somebody first; `open` is the one that is looked at. */
export function RecoveriesPage() {
  const shown = useRecoveries()
  const open = query.value.get('open') ?? undefined
  const list = (
    <>
      <Stale shown={shown} />
      <RowList what="recoveries" shown={shown} none={<None />} further="Show older ones">
        {rows => (
          <Table<Recovery>
            caption="Recoveries, what needs somebody first"
            columns={columns}
            rows={[...rows].sort(compare)}
            keyOf={({ id }) => id}
            href={({ id }) => to('/recoveries', { open: id })}
            level={levelOfRecovery}
            open={open}
          />
        )}
      </RowList>
    </>
  )
  return (
    <Page title="Recoveries" sentence={sentenceOf(shown.value?.rows)}>
      <Beside
        title="The recovery that is open"
        closeHref={to('/recoveries')}
        list={list}
        detail={open === undefined ? undefined : <RecoveryDetail key={open} id={open} />}
      />
      <Copy path="/api/v1/recoveries" command="decklog recovery list" />
    </Page>
  )
}

function compare(a: Recovery, b: Recovery): number {
  const worse = rankOf(levelOfRecovery(b)) - rankOf(levelOfRecovery(a))
  return worse || (a.changed_at < b.changed_at ? 1 : -1)
}

function sentenceOf(recoveries: readonly Recovery[] | undefined): string | undefined {
  if (recoveries === undefined || recoveries.length === 0) return undefined
  const of = (wanted: Recovery['standing']): number =>
    recoveries.filter(({ standing }) => standing === wanted).length
  const said = [
    ...(of('escalated') === 0 ? [] : [`${countOf(of('escalated'), 'policy', 'policies')} gave up`]),
    ...(of('suggested') === 0
      ? []
      : [`${countOf(of('suggested'), 'action')} waiting for approval`]),
  ]
  return said.length === 0 ? 'Nothing waits for anybody.' : `${said.join(', ')}.`
}

function None() {
  return (
    <Empty title="Nothing has been tried to heal anything.">
      <p>
        What is to be tried, and for what, stands in the configuration, below{' '}
        <code>plugins.recovery.policies</code>.
      </p>
    </Empty>
  )
}

const columns: readonly Column<Recovery>[] = [
  { head: 'Recovery', kind: 'name', cell: one => `${one.policy} of ${aboutOf(one)}` },
  {
    head: 'How it stands',
    cell: one => <Standing level={levelOfRecovery(one)}>{wordsOfRecovery(one)}</Standing>,
  },
  { head: 'What it does', kind: 'more', cell: ({ action }) => action?.says ?? '' },
  {
    head: 'Why',
    kind: 'more',
    cell: ({ why }) => <span class="clamp">{why && <Said text={why} />}</span>,
  },
  { head: 'Since', kind: 'time', cell: one => <Time at={one.changed_at} within="row" /> },
]
