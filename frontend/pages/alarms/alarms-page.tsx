import { Copy } from '../../parts/copy.tsx'
import { quoted } from '../../words/command-lines.ts'
import { Beside } from '../../parts/detail.tsx'
import { Page } from '../../parts/page.tsx'
import { RowList } from '../../parts/row-list.tsx'
import { Said } from '../../parts/said.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Denied, Empty } from '../../parts/states.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { Stale } from '../../parts/unread.tsx'
import type { ShownRows } from '../../parts/use-reading.ts'
import { filter, query, to } from '../../state/route.ts'
import { may } from '../../state/session.ts'
import { type Level, levelOf } from '../../words/levels.ts'
import { countOf } from '../../words/values.ts'
import { isSilent } from '../now/finding.ts'
import {
  type Alarm,
  type AlarmFilter,
  filterOf,
  type Mute,
  useAlarms,
  useMutes,
} from './alarm-data.ts'
import { AlarmDetail } from './alarm-detail.tsx'
import { Mutes } from './mutes.tsx'
import { Windows } from './windows.tsx'

/** `/alarms`: what is raised, who was told of it and looks after it, and what is muted. */
export function AlarmsPage() {
  if (!may('read'))
    return (
      <Page title="Alarms">
        <Denied what="alarms" scope="read" />
      </Page>
    )
  return <Seen />
}

function Seen() {
  const wanted = filterOf(query.value)
  const alarms = useAlarms(wanted)
  const mutes = useMutes()
  const open = query.value.get('open') || undefined
  const list = (
    <>
      <Stale shown={alarms} />
      <Filters {...wanted} />
      <List alarms={alarms} mutes={mutes.value ?? []} wanted={wanted} open={open} />
      <Mutes mutes={mutes} />
      <Windows />
    </>
  )
  const asked = new URLSearchParams({
    ...(wanted.state ? { state: wanted.state } : {}),
    ...(wanted.kind ? { kind: wanted.kind } : {}),
  }).toString()
  return (
    <Page title="Alarms" sentence={sentenceOf(alarms, mutes.value)}>
      <Beside
        title="The alarm that is open"
        closeHref={to('/alarms', shownFilter(wanted))}
        list={list}
        detail={open === undefined ? undefined : <AlarmDetail key={open} id={open} />}
      />
      <Copy path={`/api/v1/alarms${asked === '' ? '' : `?${asked}`}`} command={commandOf(wanted)} />
    </Page>
  )
}

function commandOf({ state, kind }: AlarmFilter): string {
  const which = state === 'raised' ? [] : ['--state', state ?? 'all']
  const about = kind === undefined ? [] : ['--kind', quoted(kind)]
  return ['decklog', 'alarms', 'list', ...which, ...about].join(' ')
}

// `raised` is what stands without a filter, and so is not in the address.
function shownFilter({ state, kind }: AlarmFilter): Readonly<Record<string, string | null>> {
  return { state: state === 'raised' ? null : (state ?? 'all'), kind: kind ?? null }
}

function sentenceOf(
  alarms: ShownRows<Alarm>,
  mutes: readonly Mute[] | undefined,
): string | undefined {
  if (!alarms.value || !mutes) return undefined
  const raised = alarms.value.rows.filter(({ state }) => state === 'raised')
  const more = alarms.more ? ' or more' : ''
  const seen = raised.filter(({ acknowledged_at: at }) => at !== null).length
  const after = seen > 0 ? `, ${seen} of them looked after` : ''
  const muted = mutes.length > 0 ? ` ${countOf(mutes.length, 'mute')} in force.` : ''
  if (raised.length === 0) return `Nothing that is listed is raised.${muted}`
  return `${countOf(raised.length, 'alarm')}${more} ${raised.length === 1 ? 'is' : 'are'} raised${after}.${muted}`
}

const states = [
  ['raised', 'Raised'],
  ['cleared', 'Over'],
  ['all', 'All'],
] as const

function Filters({ state, kind }: AlarmFilter) {
  return (
    <div class="filters">
      <div class="choices" role="group" aria-label="Which alarms">
        {states.map(([value, label]) => (
          <a
            key={value}
            href={to('/alarms', {
              ...shownFilter({ state, kind }),
              state: value === 'raised' ? null : value,
            })}
            {...((state ?? 'all') === value ? { 'aria-current': 'true' as const } : {})}
          >
            {label}
          </a>
        ))}
      </div>
      <label class="filter">
        <span>About</span>
        <input
          type="search"
          placeholder="any kind: disk"
          value={kind ?? ''}
          onChange={event => filter({ kind: event.currentTarget.value.trim(), open: null })}
        />
      </label>
    </div>
  )
}

interface ListProps {
  readonly alarms: ShownRows<Alarm>
  readonly mutes: readonly Mute[]
  readonly wanted: AlarmFilter
  readonly open: string | undefined
}

function List({ alarms, mutes, wanted, open }: ListProps) {
  return (
    <RowList what="alarms" shown={alarms} none={<None {...wanted} />} further="Show older ones">
      {rows => (
        <Table
          caption="Alarms, those that changed last first"
          columns={columnsWith(mutes)}
          rows={rows}
          keyOf={({ id }) => id}
          href={({ id }) => to('/alarms', { ...shownFilter(wanted), open: id })}
          level={levelOfAlarm}
          open={open}
        />
      )}
    </RowList>
  )
}

function levelOfAlarm({ state, severity }: Alarm): Level {
  return state === 'cleared' ? 'ok' : levelOf(severity)
}

function None({ state, kind }: AlarmFilter) {
  const about = kind === undefined ? '' : ` about “${kind}”`
  return (
    <Empty
      title={state === 'raised' ? `No alarm${about} is raised.` : `There is no such alarm${about}.`}
    >
      <p>
        What raises one, and who is told of it, is said in <code>decklog config show</code>, below{' '}
        <code>notify</code>.
      </p>
    </Empty>
  )
}

function columnsWith(mutes: readonly Mute[]): readonly Column<Alarm>[] {
  return [
    { head: 'Alarm', kind: 'name', cell: ({ subject }) => subject },
    {
      head: 'How it stands',
      cell: alarm => (
        <Standing level={levelOfAlarm(alarm)}>
          <span class="clamp">
            <Said text={alarm.text} />
          </span>
        </Standing>
      ),
    },
    { head: 'Looked after', kind: 'more', cell: alarm => handledBy(alarm, mutes) },
    { head: 'Since', kind: 'time', cell: ({ since }) => <Time at={since} within="row" /> },
  ]
}

function handledBy(alarm: Alarm, mutes: readonly Mute[]): string {
  const isMuted = alarm.state === 'raised' && isSilent(alarm, mutes)
  const by = alarm.acknowledged_by === null ? [] : [`by ${alarm.acknowledged_by}`]
  return [...by, ...(isMuted ? ['muted'] : [])].join(', ')
}
