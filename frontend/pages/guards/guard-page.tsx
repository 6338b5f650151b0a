import { Copy } from '../../parts/copy.tsx'
import { Beside } from '../../parts/detail.tsx'
import { Fresh } from '../../parts/fresh.tsx'
import { Page } from '../../parts/page.tsx'
import { More } from '../../parts/row-list.tsx'
import { Said } from '../../parts/said.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Empty, Loading } from '../../parts/states.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { Stale, Unread } from '../../parts/unread.tsx'
import { query, to } from '../../state/route.ts'
import { levelOf } from '../../words/levels.ts'
import { nameOf } from '../../words/subjects.ts'
import { describeValue } from '../../words/values.ts'
import type { PageProps } from '../pages.tsx'
import { type GuardShown, type GuardSubject, readOn, useGuard } from './guard-data.ts'
import { describeCounts, describePace, modes } from './guards-page.tsx'
import { SubjectDetail } from './subject-detail.tsx'

/** `/guards/:name`: a guard and its subjects, drawn from what it declares; `open` is the subject that is looked at. */
export function GuardPage({ params: { name = '' } }: PageProps) {
  const shown = useGuard(name)
  const { value, problem, again, put } = shown
  if (!value)
    return (
      <Page title={name}>
        {problem ? (
          <Unread what={`a guard ${name}`} problem={problem} again={again} />
        ) : (
          <Loading what="this guard" />
        )}
      </Page>
    )
  const { guard } = value
  const open = query.value.get('open') ?? undefined
  const list = (
    <>
      <Stale shown={shown} />
      <p class="second">
        {guard.summary} Read {describePace(guard)}; its gate {modes[guard.mode]}.
      </p>
      <Subjects shown={value} open={open} />
      {value.next !== null && (
        <More read={() => readOn(name, value).then(more => put(() => more))}>Show more</More>
      )}
    </>
  )
  return (
    <Page
      title={guard.title}
      sentence={<Standing level={levelOf(guard.level)}>{describeCounts(guard)}</Standing>}
    >
      <Beside
        title="The subject that is open"
        closeHref={to(`/guards/${encodeURIComponent(name)}`)}
        list={list}
        detail={open === undefined ? undefined : <SubjectDetail key={open} name={name} id={open} />}
      />
      <Copy path={`/api/v1/guards/${encodeURIComponent(name)}`} command={`decklog check ${name}`} />
    </Page>
  )
}

function Subjects({
  shown: { guard, subjects },
  open,
}: {
  readonly shown: GuardShown
  readonly open: string | undefined
}) {
  if (subjects.length === 0)
    return (
      <Empty title="Nothing was read yet.">
        <p>
          {guard.takes_readings ? (
            <>
              Send its readings to <code>{`/api/v1/guards/${guard.name}/readings`}</code>.
            </>
          ) : (
            'What it reads shows here after its first reading.'
          )}
        </p>
      </Empty>
    )
  return (
    <Table
      caption={`Subjects of ${guard.title}`}
      columns={columns}
      rows={subjects}
      keyOf={({ id }) => id}
      href={({ id }) => to(`/guards/${encodeURIComponent(guard.name)}`, { open: id })}
      level={({ level }) => levelOf(level)}
      open={open}
    />
  )
}

const columns: readonly Column<GuardSubject>[] = [
  { head: 'Subject', kind: 'name', cell: nameOf },
  {
    head: 'How it stands',
    cell: ({ level, text, failure }) => (
      <Standing level={levelOf(level)}>
        <Said text={failure ?? text} />
      </Standing>
    ),
  },
  { head: 'Values', kind: 'more', cell: subject => <Values subject={subject} /> },
  { head: 'Since', kind: 'time', cell: ({ since }) => <Time at={since} within="row" /> },
]

const shownMeasures = 3

function Values({ subject: { measures, values } }: { readonly subject: GuardSubject }) {
  const known = measures.filter(({ name }) => values[name] !== undefined)
  return (
    <>
      {known.slice(0, shownMeasures).map(({ name, title, unit }, place) => (
        <Fresh key={name} value={values[name] ?? null}>
          {place > 0 && ', '}
          {title.toLowerCase()} {describeValue(values[name] ?? 0, unit)}
        </Fresh>
      ))}
      {known.length > shownMeasures && ` and ${known.length - shownMeasures} more`}
    </>
  )
}
