import {
  type GuardBucket,
  type GuardHistoryQuery,
  type GuardSubject,
  type GuardView,
  type Host,
  isFailing,
  notFound,
  readTransitions,
  type ShownMeasure,
  type SubjectForecast,
  type SubjectsQuery,
} from '../../../core/plugin-api.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent } from '../events.ts'
import { capacityOf, percentOf } from '../judging/judgement.ts'
import { measuresOf } from '../judging/limits.ts'
import { lastReadingOf } from '../healing/last-reading.ts'
import { pastOf } from '../healing/past.ts'
import { prune } from '../healing/prune.ts'
import { isForgotten, isGone } from '../judging/standing.ts'
import type { Forecast, Limits, Reading } from '../sample-events.ts'
import { pressureStream } from '../streams.ts'
import { type DescribedDisk, tellDisk } from './describe.ts'
import { forgetDisks } from './forget-routes.ts'

type DiskHost = Host<DiskConfig, DiskEvent>

/** A disk as its row of `disk-status` tells it to whoever looks at all guards alike. */
interface ViewedDisk extends DescribedDisk {
  readonly disk_id: string
  readonly device: string | null
  readonly fs_type: string | null
  readonly severity_since: Date | null
  readonly severity_event_id: string | null
  readonly sample_event_id: string | null
  readonly failure_event_id: string | null
}

/** Shows disks as the subjects of every guard are: a disk is one, its mount is its name. */
export function createView(host: DiskHost): GuardView {
  const find = async (id: string): Promise<ViewedDisk | undefined> => {
    const { rows } = await host.rows<ViewedDisk>('disk-status', { keys: [id] })
    return rows[0]
  }
  return {
    title: 'Disks',
    summary: 'How full the filesystems of all machines are.',
    everySeconds: host.config.interval,
    measures: shownMeasures(null),
    needs: ['disk-status', 'disk-usage'],
    async subjects(query) {
      const { rows, position } = await host.rows<ViewedDisk>('disk-status', rowsOf(query))
      // A disk is of no board.
      const found = query.boardId === undefined ? rows : []
      return { subjects: found.map(row => toSubject(row, host.clock.now())), position }
    },
    async subject(id) {
      const row = await find(id)
      return row && toSubject(row, host.clock.now())
    },
    lastReading: async id => lastReadingOf(await find(id)),
    heals: { prune },
    past: pastOf(host.config),
    transitions: (id, limit, since) =>
      readTransitions(host, {
        ...{ stream: pressureStream(id), limit, since },
        changeOf: ({ type, data }) => (type === 'disk.PressureChanged' ? data : null),
      }),
    history: (id, query) => historyOf(host, id, query),
    async forget(id, { reason, origin }) {
      const row = await find(id)
      if (!row) throw notFound('subject')
      const { position } = await forgetDisks(host, [row], { reason, origin })
      return { position: position ?? 0n }
    },
  }
}

function rowsOf({ keys, host, subject, forgotten, after, limit }: SubjectsQuery): {
  readonly equals: Readonly<Record<string, string | boolean>>
  readonly keys?: readonly string[]
  readonly after?: string
  readonly limit?: number
} {
  return {
    equals: {
      ...(host === undefined ? {} : { host }),
      ...(subject === undefined ? {} : { mount: subject }),
      ...(forgotten === 'shown' ? {} : { known: true }),
    },
    ...(keys === undefined ? {} : { keys }),
    ...(after === undefined ? {} : { after }),
    ...(limit === undefined ? {} : { limit }),
  }
}

function toSubject(row: ViewedDisk, now: Date): GuardSubject {
  const { severity, held, state, reading, forecast, summary, actions } = tellDisk(row, now)
  const isDown = isFailing(row)
  const observation = isDown ? row.failure_event_id : row.sample_event_id
  return {
    id: row.disk_id,
    ...{ host: row.host, boardId: null, subject: row.mount },
    ...{ level: severity, held, since: row.severity_since, text: summary },
    values: reading ? valuesOf(reading) : {},
    measures: shownMeasures(row.limits),
    forecast: forecast ? forecastOf(forecast) : {},
    readAt: row.sampled_at,
    failure: isDown ? (row.failure_message ?? 'Its last reading failed.') : null,
    state: shownState(row, state, now),
    forgottenAt: row.forgotten_at ?? null,
    eventIds: [row.severity_event_id, observation].filter(id => id !== null),
    actions: actions.map(({ code, title, why }) => ({ code, title, why })),
    more: { device: row.device, fs_type: row.fs_type, disk_state: state },
  }
}

function shownState(
  row: ViewedDisk,
  state: ReturnType<typeof tellDisk>['state'],
  now: Date,
): GuardSubject['state'] {
  if (isForgotten(row)) return 'forgotten'
  if (isGone(row, now)) return 'gone'
  return state === 'read' || state === 'silent' ? state : 'failing'
}

function shownMeasures(limits: Limits | null): readonly ShownMeasure[] {
  const measures = limits && measuresOf(limits)
  return [
    {
      ...{ name: 'available', title: 'Available', unit: 'bytes' },
      limits: measures?.available ?? null,
    },
    { name: 'used', title: 'Used of what users can fill', unit: 'percent', limits: null },
    {
      ...{ name: 'inodesUsed', title: 'Inodes used', unit: 'percent' },
      limits: measures?.inodesUsed ?? null,
    },
  ]
}

function valuesOf(reading: Reading): Readonly<Record<string, number>> {
  const { availableBytes, usedBytes, inodesUsed, inodesTotal } = reading
  return {
    available: availableBytes,
    used: percentOf(usedBytes, capacityOf(reading)),
    ...(inodesTotal > 0 ? { inodesUsed: percentOf(inodesUsed, inodesTotal) } : {}),
  }
}

function forecastOf(forecast: Forecast): Readonly<Record<string, SubjectForecast>> {
  const { fullInSeconds: reachesInSeconds, lowSeconds, highSeconds, severity: level, of } = forecast
  const told = { reachesInSeconds, lowSeconds, highSeconds, level }
  return { [of === 'inodes' ? 'inodesUsed' : 'available']: told }
}

/** What is looked at of a row of `disk-usage`. */
interface UsageRow {
  readonly bucket_start: Date
  readonly available_min_bytes: number
  readonly available_max_bytes: number
  readonly available_last_bytes: number
  readonly samples: number
}

// The buckets of a disk lie behind each other by their keys.
async function historyOf(
  host: DiskHost,
  id: string,
  { resolution, from, to, limit }: GuardHistoryQuery,
): Promise<readonly GuardBucket[]> {
  const { rows } = await host.rows<UsageRow>('disk-usage', {
    equals: { disk_id: id, resolution },
    after: `${id}/${resolution}/${new Date(from.getTime() - 1).toISOString()}`,
    limit,
  })
  return rows
    .filter(row => row.bucket_start < to)
    .map(row => ({
      ...{ start: row.bucket_start, measure: 'available' },
      min: row.available_min_bytes,
      max: row.available_max_bytes,
      ...{ mean: null, last: row.available_last_bytes, count: row.samples },
    }))
}
