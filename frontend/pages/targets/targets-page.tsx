import { Copy } from '../../parts/copy.tsx'
import { Beside } from '../../parts/detail.tsx'
import { Page } from '../../parts/page.tsx'
import { RowList } from '../../parts/row-list.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Empty } from '../../parts/states.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { Stale } from '../../parts/unread.tsx'
import { query, to } from '../../state/route.ts'
import { rankOf, worstOf } from '../../words/levels.ts'
import { countOf } from '../../words/values.ts'
import { levelOfTarget, sinceOfTarget, whyOfTarget, wordsOfTarget } from './describe-target.ts'
import { type Target, useTargets } from './target-data.ts'
import { TargetDetail } from './target-detail.tsx'

/** `/targets`: what runs where, against what was approved, the worst first; `open` is the target that is looked at. */
export function TargetsPage() {
  const shown = useTargets()
  const open = query.value.get('open') ?? undefined
  const list = (
    <>
      <Stale shown={shown} />
      <RowList what="targets" shown={shown} none={<None />}>
        {rows => <TargetRows targets={rows} open={open} />}
      </RowList>
    </>
  )
  return (
    <Page title="What runs where" sentence={sentenceOf(shown.value?.rows)}>
      <Beside
        title="The target that is open"
        closeHref={to('/targets')}
        list={list}
        detail={open === undefined ? undefined : <TargetDetail key={open} id={open} />}
      />
      <Copy path="/api/v1/targets" command="decklog targets list" />
    </Page>
  )
}

function sentenceOf(targets: readonly Target[] | undefined) {
  if (targets === undefined || targets.length === 0) return undefined
  const drifted = targets.filter(({ condition }) => condition === 'drifted').length
  const unseen = targets.filter(({ condition }) => condition === 'unreachable').length
  const said = [
    countOf(targets.length, 'target'),
    drifted === 0 ? 'none runs anything but what was approved' : `${drifted} not as approved`,
    ...(unseen === 0 ? [] : [`${unseen} not seen`]),
  ]
  return <Standing level={worstOf(targets.map(levelOfTarget))}>{said.join(', ')}.</Standing>
}

function None() {
  return (
    <Empty title="No target is looked at.">
      <p>
        A target of <code>plugins.rollout.targets</code> that has a part <code>drift</code> shows
        here, and is looked at every few minutes.
      </p>
    </Empty>
  )
}

/** Targets, the worst first; each leads to what runs there. */
export function TargetRows({
  targets,
  open,
}: {
  readonly targets: readonly Target[]
  readonly open?: string | undefined
}) {
  const rows = [...targets].sort(
    (a, b) => rankOf(levelOfTarget(b)) - rankOf(levelOfTarget(a)) || (a.id < b.id ? -1 : 1),
  )
  return (
    <Table<Target>
      caption="Targets, the worst first"
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      href={({ id }) => to('/targets', { open: id })}
      level={levelOfTarget}
      open={open}
    />
  )
}

const columns: readonly Column<Target>[] = [
  { head: 'Target', kind: 'name', cell: ({ id }) => id },
  {
    head: 'How it stands',
    cell: target => <Standing level={levelOfTarget(target)}>{wordsOfTarget(target)}</Standing>,
  },
  {
    head: 'Why',
    kind: 'more',
    cell: target => <span class="clamp">{whyOfTarget(target)}</span>,
  },
  {
    head: 'Approved',
    kind: 'more',
    cell: ({ approved }) =>
      approved === null ? (
        <span class="second">nothing</span>
      ) : (
        <code>{approved.release_id.slice(0, 12)}</code>
      ),
  },
  {
    head: 'Since',
    kind: 'time',
    cell: target => {
      const since = sinceOfTarget(target)
      return since === null ? '' : <Time at={since} within="row" />
    },
  },
]
