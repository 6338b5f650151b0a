import { notFound } from '../../errors.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../validation/text.ts'
import { forgetSubject, refuseWhatIsThere } from '../forget-subject.ts'
import type { GuardParts } from '../guard.ts'
import type { Measures } from '../measure.ts'
import { isOf } from '../guard-events.ts'
import type {
  GuardBucket,
  GuardHistoryQuery,
  GuardPast,
  GuardView,
  LastReading,
  SubjectsQuery,
} from '../guard-view.ts'
import { shownMeasures } from '../measures.ts'
import { isForgotten } from '../judging/standing.ts'
import { levelStream } from '../subject.ts'
import {
  type LevelRow,
  standingColumns,
  standingOf,
  type StandingRow,
  toSubject,
} from './to-subject.ts'
import { readTransitions } from './transitions.ts'

/** What the view of a guard is made from. */
export interface ViewedGuard extends GuardParts {
  readonly name: string
  readonly title: string
  readonly summary: string
  readonly everySeconds: number
  readonly measures: Measures
}

type ViewHost = Pick<Host, 'rows' | 'read' | 'execute' | 'clock'>

const atOnce = 1_000

/** Makes the view of a guard that core keeps: of the two read models that all of them share, and of its streams. */
export function createKitView(host: ViewHost, guard: ViewedGuard): GuardView {
  const { name, title, summary, everySeconds, measures } = guard
  const find = async (id: string): Promise<LevelRow | undefined> => {
    const { rows } = await host.rows<LevelRow>('guard-levels', {
      keys: [id],
      equals: { guard: name },
    })
    return rows[0]
  }
  return {
    ...{ title, summary, everySeconds },
    measures: shownMeasures(measures),
    needs: ['guard-levels', 'guard-usage'],
    async subjects(query) {
      const { rows, position } = await host.rows<LevelRow>('guard-levels', rowsOf(name, query))
      const now = host.clock.now()
      return { subjects: rows.map(row => toSubject(guard, row, now)), position }
    },
    async standings(query) {
      const columns = standingColumns
      const { rows } = await host.rows<StandingRow>('guard-levels', {
        ...rowsOf(name, query),
        columns,
      })
      const now = host.clock.now()
      return rows.map(row => standingOf(row, now))
    },
    async subject(id) {
      const row = await find(id)
      return row && toSubject(guard, row, host.clock.now())
    },
    lastReading: async id => lastReadingOf(await find(id)),
    ...(guard.heals ? { heals: guard.heals } : {}),
    transitions: (id, limit, since) =>
      readTransitions(host, {
        ...{ stream: levelStream(name, id), limit, since },
        changeOf: event => (isOf(event, 'LevelChanged') ? event.data : null),
      }),
    past: pastOf(name, measures),
    history: (id, query) => historyOf(host, id, query),
    async forget(id, request) {
      const row = await find(id)
      if (!row) throw notFound('subject')
      if (isForgotten(row)) return { position: 0n }
      refuseWhatIsThere(row, host.clock.now())
      return forgetSubject(host, { guard: name, row }, request)
    },
  }
}

function pastOf(guard: string, measures: Measures): GuardPast {
  return {
    types: ['LevelChanged', 'Forgotten'].map(word => `${guard}.${word}`),
    leaveAfterSeconds: Math.max(
      0,
      ...Object.values(measures).map(({ leaveAfter = 0 }) => leaveAfter),
    ),
    after(event) {
      if (!isOf(event, 'LevelChanged', 'Forgotten')) return undefined
      const { subjectId, host, boardId, subject } = event.data
      const [level, text] = isOf(event, 'LevelChanged')
        ? [event.data.to, event.data.text]
        : (['ok', 'It was forgotten.'] as const)
      const since = 'observedAt' in event.data ? new Date(event.data.observedAt) : event.receivedAt
      return { id: subjectId, host, boardId, subject, level, since, text, eventIds: [event.id] }
    },
  }
}

function lastReadingOf(row: LevelRow | undefined): LastReading | undefined {
  if (!row) return undefined
  const { sampled_at: at, sample_event_id: eventId, observed: level, limits } = row
  if (at === null || eventId === null || level === null) return undefined
  const leaves = Object.values(limits ?? {}).map(one => one.leaveAfterSeconds)
  return {
    ...{ at, eventId, level, intervalSeconds: row.interval_seconds ?? 0 },
    leaveAfterSeconds: Math.max(0, ...leaves),
  }
}

function rowsOf(guard: string, query: SubjectsQuery): Parameters<Host['rows']>[1] {
  const { keys, host, subject, boardId, boards, forgotten, after, limit } = query
  return {
    equals: {
      guard,
      ...(host === undefined ? {} : { host }),
      ...(subject === undefined ? {} : { subject }),
      ...(boards === undefined ? {} : { board_id: [null, ...boards.filter(isUuid)] }),
      ...(boardId === undefined ? {} : { board_id: boardId }),
      ...(forgotten === 'shown' ? {} : { known: true }),
    },
    ...(keys === undefined ? {} : { keys }),
    ...(after === undefined ? {} : { after }),
    ...(limit === undefined ? {} : { limit }),
  }
}

interface UsageRow {
  readonly subject_id: string
  readonly resolution: string
  readonly bucket_start: Date
  readonly measures: Readonly<Record<string, Omit<GuardBucket, 'start' | 'measure'>>>
}

// The buckets of a subject lie behind each other by their keys.
async function historyOf(
  host: Pick<Host, 'rows'>,
  id: string,
  { resolution, from, to, limit }: GuardHistoryQuery,
): Promise<readonly GuardBucket[]> {
  const prefix = `${id}/${resolution}/`
  const { rows } = await host.rows<UsageRow>('guard-usage', {
    after: `${prefix}${new Date(from.getTime() - 1).toISOString()}`,
    limit: Math.min(limit, atOnce),
  })
  return rows
    .filter(row => row._key.startsWith(prefix) && row.bucket_start < to)
    .flatMap(({ bucket_start: start, measures }) =>
      Object.entries(measures).map(([measure, one]) => ({ start, measure, ...one })),
    )
}
