import {
  defineProjection,
  type FailedRead,
  type GuardEvent,
  type GuardObservation,
  isForgotten,
  type Kept,
  type Recorded,
  type Sample,
} from '../../core/plugin-api.ts'
import { blankRow, type GuardLevelRow, levelsTable } from './row.ts'

type Named = GuardEvent<'Sampled' | 'ReadFailed' | 'LevelChanged' | 'Forgotten' | 'DaySummarised'>

/**
 * How every subject of every guard stands. Summaries of days bring the last observation of a day again, for when its own event
 * has expired.
 */
export default defineProjection<GuardLevelRow, Named>({
  name: 'guard-levels',
  version: 1,
  columns: levelsTable.columns,
  indexes: [
    ['guard', '_key'],
    ['guard', 'host', '_key'],
  ],
  keys: event => [event.data.subjectId],
  on: {},
  ofGuards: {
    Sampled: (row, event: Recorded<GuardEvent<'Sampled'>>) =>
      settle(takeSample(row ?? blankOf(event), observed(event))),
    ReadFailed: (row, event: Recorded<GuardEvent<'ReadFailed'>>) =>
      settle(takeFailure(row ?? blankOf(event), observed(event))),
    LevelChanged: (row, event: Recorded<GuardEvent<'LevelChanged'>>) =>
      takeChange(row ?? blankOf(event), event),
    Forgotten: (row, event: Recorded<GuardEvent<'Forgotten'>>) =>
      settle(takeForgotten(row ?? blankOf(event), event)),
    DaySummarised: (row, event: Recorded<GuardEvent<'DaySummarised'>>) => {
      const { lastSample, lastFailure } = event.data
      const known = row ?? blankOf(event)
      const sampled = lastSample ? takeSample(known, kept(lastSample)) : known
      return settle(lastFailure ? takeFailure(sampled, kept(lastFailure)) : sampled)
    },
  },
})

function blankOf({ type, data }: Named): GuardLevelRow {
  return blankRow(type.slice(0, type.indexOf('.')), data)
}

// Kept as a column of its own, so that an index leads to what is known.
function settle(row: GuardLevelRow): GuardLevelRow {
  const known = !isForgotten(row)
  return row.known === known ? row : { ...row, known }
}

function observed<E extends GuardObservation>({
  id,
  receivedAt,
  data,
}: Recorded<E>): Observed<E['data']> {
  return { eventId: id, receivedAt, data }
}

function kept<Data extends object>({ eventId, receivedAt, data }: Kept<Data>): Observed<Data> {
  return { eventId, receivedAt: new Date(receivedAt), data }
}

/** An observation, whether its own event brings it or the summary of its day. */
interface Observed<Data> {
  readonly eventId: string
  readonly receivedAt: Date
  readonly data: Data
}

/** Takes a sample into a row unless a later one is there. */
function takeSample(row: GuardLevelRow, observed: Observed<Sample>): GuardLevelRow {
  const { eventId, receivedAt, data } = observed
  if (!isAfter(observed, row.sampled_at, row.sample_event_id)) return row
  return {
    ...row,
    ...latest(row, observed),
    sampled_at: receivedAt,
    sample_event_id: eventId,
    values: data.values,
    limits: data.limits,
    measures: data.measures ?? null,
    text: data.text,
    observed: data.observed,
    forecast: data.forecast,
  }
}

/** Takes a failed read into a row unless a later one is there. */
function takeFailure(row: GuardLevelRow, observed: Observed<FailedRead>): GuardLevelRow {
  const { eventId, receivedAt, data } = observed
  if (!isAfter(observed, row.failed_at, row.failure_event_id)) return row
  return {
    ...row,
    ...latest(row, observed),
    failed_at: receivedAt,
    failure_event_id: eventId,
    failure: data.message,
  }
}

/** Takes a change of level into a row unless a later one is there. */
function takeChange(
  row: GuardLevelRow,
  { id, data, revision: at }: Recorded<GuardEvent<'LevelChanged'>>,
): GuardLevelRow {
  const revision = Number(at)
  if (row.severity_revision !== null && row.severity_revision >= revision) return row
  return {
    ...row,
    severity: data.to,
    held_severity: data.held,
    severity_since: new Date(data.observedAt),
    severity_reason: data.reason,
    severity_text: data.text,
    severity_event_id: id,
    severity_revision: revision,
  }
}

// It holds and blocks nothing from here on; an observation that is received later brings it back.
function takeForgotten(
  row: GuardLevelRow,
  event: Recorded<GuardEvent<'Forgotten'>>,
): GuardLevelRow {
  const { receivedAt, metadata, data } = event
  const known = row.forgotten_at
  const forgotten =
    known === null || known < receivedAt
      ? {
          forgotten_at: receivedAt,
          forgotten_by: metadata['actor'] ?? 'system:core',
          forgotten_reason: data.reason,
        }
      : {}
  const revision = Number(event.revision)
  if (row.severity_revision !== null && row.severity_revision >= revision)
    return { ...row, ...forgotten }
  return {
    ...row,
    ...forgotten,
    severity: null,
    held_severity: null,
    severity_since: null,
    severity_reason: null,
    severity_text: null,
    severity_event_id: event.id,
    severity_revision: revision,
  }
}

// Observations of the same moment are ordered by their ids, so that any order of folding ends in the same row.
function isAfter(
  { eventId, receivedAt }: Pick<Observed<unknown>, 'eventId' | 'receivedAt'>,
  at: Date | null,
  id: string | null,
): boolean {
  if (at === null || id === null) return true
  const later = receivedAt.getTime() - at.getTime()
  return later > 0 || (later === 0 && eventId > id)
}

// What may change from one observation to the next, whether it succeeds or fails.
function latest(
  row: GuardLevelRow,
  observed: Observed<Sample | FailedRead>,
): Pick<GuardLevelRow, 'interval_seconds' | 'board_id'> {
  const isLast =
    isAfter(observed, row.sampled_at, row.sample_event_id) &&
    isAfter(observed, row.failed_at, row.failure_event_id)
  if (!isLast) return { interval_seconds: row.interval_seconds, board_id: row.board_id }
  return { interval_seconds: observed.data.intervalSeconds, board_id: observed.data.boardId }
}
