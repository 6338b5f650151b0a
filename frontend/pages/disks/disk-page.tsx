import { asOf } from '../../api/as-of.ts'
import { Chart, type ChartForecast, type ChartLimit } from '../../parts/chart.tsx'
import { Copy } from '../../parts/copy.tsx'
import { quoted } from '../../words/command-lines.ts'
import { Facts } from '../../parts/detail.tsx'
import { EventLinks } from '../../parts/event-links.tsx'
import { Forget } from '../../parts/forget.tsx'
import { OverChoice } from '../../parts/over.tsx'
import { Page } from '../../parts/page.tsx'
import { type Over, overOf, pointsOf, spanOf } from '../../parts/series.ts'
import { Standing } from '../../parts/standing.tsx'
import { Loading } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import { Transitions } from '../../parts/transitions.tsx'
import { Stale, Unread } from '../../parts/unread.tsx'
import { query } from '../../state/route.ts'
import { may } from '../../state/session.ts'
import { describeBytes } from '../../words/bytes.ts'
import { describeDuration } from '../../words/durations.ts'
import { levelOf } from '../../words/levels.ts'
import { describeNumber } from '../../words/values.ts'
import type { PageProps } from '../pages.tsx'
import { type Disk, type DiskShown, forgetDisk, useDisk } from './disk-data.ts'
import { describeAhead } from './disks-page.tsx'

/** `/disks/:id`: how a disk stands and what to do, what is left of it over time with its limits and its forecast, and its transitions. */
export function DiskPage({ params: { id = '' } }: PageProps) {
  const over = overOf(query.value)
  const shown = useDisk(id, over)
  const { value, problem, again } = shown
  if (!value)
    return (
      <Page title="Disk">
        {problem ? (
          <Unread what="this disk" problem={problem} again={again} />
        ) : (
          <Loading what="this disk" />
        )}
      </Page>
    )
  const { disk, transitions } = value
  return (
    <Page
      title={`${disk.mount} of ${disk.host}`}
      sentence={<Standing level={levelOf(disk.severity)}>{disk.summary}</Standing>}
      actions={
        mayForget(disk) ? (
          <Forget
            what={`${disk.mount} of ${disk.host}`}
            act={(reason, key) => forgetDisk(disk.id, reason, key)}
          />
        ) : undefined
      }
    >
      <Stale shown={shown} />
      <ToDo disk={disk} />
      <Facts facts={factsOf(disk)} />
      <Use shown={value} over={over} />
      <Transitions transitions={transitions} />
      <Copy
        path={`/api/v1/disks/${disk.id}`}
        command={`decklog check disk --host ${quoted(disk.host)} --mount ${quoted(disk.mount)}`}
      />
    </Page>
  )
}

function ToDo({ disk: { actions, recommended_actions: told, summary } }: { readonly disk: Disk }) {
  if (actions.length === 0) return <p class="second">{told[0]}</p>
  return (
    <ul class="to-do">
      {actions.map(({ code, title, why, blocks }) => (
        <li key={code}>
          <strong>{title}</strong>{' '}
          <span class="second">
            {why !== summary && why}
            {blocks.length > 0 && ` Until then this is denied: ${blocks.join(', ')}.`}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Use({ shown, over }: { readonly shown: DiskShown; readonly over: Over }) {
  const { disk, use, from, to: until } = shown
  const points = pointsOf(
    use.map(bucket => ({
      start: Date.parse(bucket.start),
      value: bucket.available_last_bytes,
      min: bucket.available_min_bytes,
      max: bucket.available_max_bytes,
    })),
    { from, to: until, bucketMs: spanOf(over).bucketMs },
  )
  return (
    <section class="panel" aria-labelledby="available">
      <h2 id="available">Available over time</h2>
      <OverChoice />
      <Chart
        {...{ points, from, to: until }}
        key={over}
        unit="bytes"
        label={`What is available on ${disk.mount} of ${disk.host} over ${spanOf(over).label}, with its limits`}
        limits={limitsOf(disk)}
        forecast={forecastOf(disk)}
      />
    </section>
  )
}

function limitsOf({ limits }: Disk): readonly ChartLimit[] {
  if (limits === null) return []
  return (['warning', 'critical', 'emergency'] as const).map(level => ({
    level,
    value: limits[level].available_bytes,
  }))
}

function forecastOf(disk: Disk): ChartForecast | undefined {
  const { forecast, available_bytes: value, sampled_at: sampledAt } = disk
  if (forecast === null || forecast.of !== 'bytes' || value === null || sampledAt === null)
    return undefined
  const at = Date.parse(sampledAt)
  return {
    ...{ at, value, reaches: 0 },
    soonestAt: at + forecast.low_seconds * 1_000,
    latestAt: at + forecast.high_seconds * 1_000,
  }
}

const states: Readonly<Record<Disk['state'], string>> = {
  read: 'read',
  hanging: 'hangs when it is read',
  unreadable: 'cannot be read',
  covered: 'covered by another mount',
  gone: 'gone',
  silent: 'silent',
  unwatched: 'watched no more',
}

function factsOf(disk: Disk) {
  const { severity_since: since, sampled_at: sampledAt, forecast, limits } = disk
  const space =
    disk.total_bytes === null || disk.used_bytes === null || disk.available_bytes === null
      ? 'not known'
      : `${describeBytes(disk.available_bytes)} available, ${describeBytes(disk.used_bytes)} used of ${describeBytes(disk.total_bytes)}`
  const inodes =
    disk.inodes_total === null || disk.inodes_used === null || disk.inodes_total === 0
      ? 'no fixed number'
      : `${describeNumber(disk.inodes_used)} used of ${describeNumber(disk.inodes_total)}`
  return [
    ['So since', <Time key="since" at={since} />],
    ['Last read', <Time key="read" at={sampledAt} />],
    ['State', states[disk.state]],
    ['Space', space],
    ['Inodes', inodes],
    [
      'Ahead',
      forecast === null
        ? 'usage is flat or falling'
        : `${forecast.of === 'bytes' ? 'full' : 'out of inodes'} in ${describeAhead(disk)}`,
    ],
    ['On', [disk.fs_type, disk.device].filter(word => word !== null).join(' on ') || 'not known'],
    ...(limits === null
      ? []
      : [['Left again', `after ${describeDuration(limits.leave_after_seconds)}`] as const]),
    ['Said by', <EventLinks key="events" ids={disk.event_ids} near={since} />],
  ] as const
}

function mayForget({ state, forgotten }: Disk): boolean {
  const isOver = state !== 'read' && state !== 'hanging' && forgotten === null
  return isOver && may('operate') && asOf.value === null
}
