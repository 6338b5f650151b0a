import { Copy } from '../../parts/copy.tsx'
import { Page } from '../../parts/page.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Denied, Empty, Loading } from '../../parts/states.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Stale, Unread } from '../../parts/unread.tsx'
import type { Shown } from '../../parts/use-reading.ts'
import { to } from '../../state/route.ts'
import { may } from '../../state/session.ts'
import { describeDuration } from '../../words/durations.ts'
import { levelOf, levels, rankOf } from '../../words/levels.ts'
import { countOf } from '../../words/values.ts'
import { type Guard, useGuards } from './guard-data.ts'

/** `/guards`: every guard, built in or a team's own, the worst first. */
export function GuardsPage() {
  if (!may('read'))
    return (
      <Page title="Guards">
        <Denied what="guards" scope="read" />
      </Page>
    )
  return <Seen />
}

function Seen() {
  const guards = useGuards()
  return (
    <Page
      title="Guards"
      sentence={
        <>
          What is read again and again, and judged. <a href={to('/disks')}>All disks</a> ·{' '}
          <a href={to('/recoveries')}>What is healed</a>
        </>
      }
    >
      <Stale shown={guards} />
      <List guards={guards} />
      <Copy path="/api/v1/guards" command="decklog guards list" />
    </Page>
  )
}

function List({ guards: { value, problem, again } }: { readonly guards: Shown<readonly Guard[]> }) {
  if (!value && problem) return <Unread what="guards" problem={problem} again={again} />
  if (!value) return <Loading what="guards" />
  if (value.length === 0)
    return (
      <Empty title="No guard watches anything.">
        <p>
          Begin one of your own: <code>decklog plugin new NAME --guard</code>
        </p>
      </Empty>
    )
  return (
    <Table
      caption="Guards, the worst first"
      columns={columns}
      rows={[...value].sort(
        (a, b) => rankOf(shownLevel(b)) - rankOf(shownLevel(a)) || (a.title < b.title ? -1 : 1),
      )}
      keyOf={({ name }) => name}
      href={({ name }) => to(`/guards/${encodeURIComponent(name)}`)}
      level={shownLevel}
    />
  )
}

const columns: readonly Column<Guard>[] = [
  { head: 'Guard', kind: 'name', cell: ({ title }) => title },
  {
    head: 'How its subjects stand',
    cell: guard => <Standing level={shownLevel(guard)}>{describeCounts(guard)}</Standing>,
  },
  { head: 'Read', kind: 'more', cell: describePace },
  { head: 'Its gate', kind: 'more', cell: ({ mode }) => modes[mode] },
]

/** What follows from the answers of a guard's gate. */
export const modes: Readonly<Record<Guard['mode'], string>> = {
  watch: 'watches, and stops nothing',
  warn: 'warns, and stops nothing',
  deny: 'stops what it denies',
}

/** When a guard's readings come. */
export function describePace({ takes_readings: isTold, every_seconds: every }: Guard): string {
  const pace = `every ${describeDuration(every)}`
  return isTold ? `sent by others, ${pace}` : pace
}

function shownLevel(guard: Guard) {
  return levelOf(guard.level)
}

/** How the subjects of a guard stand, in words: `1 critical, 2 ok`. */
export function describeCounts({ counts }: Pick<Guard, 'counts'>): string {
  const total = levels.reduce((sum, level) => sum + counts[level], 0)
  if (total === 0) return 'nothing was read yet'
  if (counts.ok === total) return total === 1 ? 'its one subject is ok' : `all ${total} are ok`
  const told = [...levels].reverse().filter(level => counts[level] > 0)
  const words = told.map(level => `${counts[level]} ${level}`).join(', ')
  return total === 1
    ? `its one subject is ${told[0] ?? 'ok'}`
    : `${words} of ${countOf(total, 'subject')}`
}
