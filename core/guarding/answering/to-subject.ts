import type { GuardParts } from '../guard.ts'
import type { Level } from '../levels.ts'
import type { Measures } from '../measure.ts'
import type { Sample } from '../guard-data.ts'
import type { GuardSubject, ShownMeasure, SubjectStanding } from '../guard-view.ts'
import {
  isFailing,
  isForgotten,
  isGone,
  isSilent,
  lastObservedAt,
  type RecordedSubject,
  standingAt,
} from '../judging/standing.ts'
import { describeSample } from '../words.ts'

/** What is looked at of a row of `guard-levels`. */
export interface LevelRow extends RecordedSubject {
  readonly _key: string
  readonly host: string | null
  readonly board_id: string | null
  readonly subject: string
  readonly failure: string | null
  readonly forgotten_at: Date | null
  readonly values: Sample['values'] | null
  readonly limits: Sample['limits'] | null
  readonly measures: NonNullable<Sample['measures']> | null
  readonly text: string | null
  readonly observed: Level | null
  readonly forecast: Sample['forecast'] | null
  readonly severity_since: Date | null
  readonly severity_text: string | null
  readonly severity_event_id: string | null
  readonly sample_event_id: string | null
  readonly failure_event_id: string | null
}

/** The columns that tell how a subject stands. */
export const standingColumns = [
  ...['board_id', 'severity', 'held_severity', 'sampled_at', 'failed_at', 'interval_seconds'],
  'forgotten_at',
] as const

/** What is looked at of a row to tell how its subject stands. */
export type StandingRow = Pick<LevelRow, (typeof standingColumns)[number]>

/** How a subject stands at `now`, by these columns of its row. */
export function standingOf(row: StandingRow, now: Date): SubjectStanding {
  const { severity: level } = standingAt(row, now)
  return { level, state: stateOf(row, now), boardId: row.board_id }
}

interface Shown extends Pick<GuardParts, 'actions' | 'columns'> {
  readonly measures: Measures
}

/** How a subject stands at `now`, by its row. */
export function toSubject(guard: Shown, row: LevelRow, now: Date): GuardSubject {
  const { severity: level, held } = standingAt(row, now)
  const isDown = isFailing(row)
  const observation = isDown ? row.failure_event_id : row.sample_event_id
  const subject: GuardSubject = {
    id: row._key,
    ...{ host: row.host, boardId: row.board_id, subject: row.subject },
    ...{ level, held, since: row.severity_since, text: textOf(guard, row, now) },
    values: row.values ?? {},
    measures: measuresOf(guard.measures, row),
    forecast: row.forecast ?? {},
    readAt: row.sampled_at,
    failure: isDown ? row.failure : null,
    state: stateOf(row, now),
    forgottenAt: row.forgotten_at,
    eventIds: [row.severity_event_id, observation].filter(id => id !== null),
  }
  const actions = guard.actions?.(subject)
  const more = guard.columns?.(subject)
  return { ...subject, ...(actions ? { actions } : {}), ...(more ? { more } : {}) }
}

function stateOf(row: StandingRow, now: Date): GuardSubject['state'] {
  if (isForgotten(row)) return 'forgotten'
  if (isGone(row, now)) return 'gone'
  if (isSilent(row, now)) return 'silent'
  return isFailing(row) ? 'failing' : 'read'
}

function textOf(guard: Shown, row: LevelRow, now: Date): string {
  const at = lastObservedAt(row)
  if (isSilent(row, now)) return `Nothing was read since ${at?.toISOString() ?? 'ever'}.`
  if (isFailing(row)) return row.failure ?? 'It could not be read.'
  const { text, values, measures } = row
  const sample = { text, values: values ?? {}, ...(measures ? { measures } : {}) }
  return describeSample(sample, guard.measures)
}

function measuresOf(declared: Measures, row: LevelRow): readonly ShownMeasure[] {
  const all = { ...declared, ...row.measures }
  return Object.entries(all).map(([name, { title, unit }]) => ({
    ...{ name, title, unit },
    limits: row.limits?.[name] ?? null,
  }))
}
