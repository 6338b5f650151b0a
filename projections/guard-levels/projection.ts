import {
  changedLevel,
  defineProjection,
  type FailedRead,
  forgottenBy,
  type GuardEvent,
  isForgotten,
  isLatest,
  isNewFailure,
  isNewSample,
  isTaken,
  noLevel,
  observed,
  type ObservationOf,
  observedAsKept,
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
    ['guard', 'known', '_key'],
    ['guard', 'subject', '_key'],
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
      const sampled = lastSample ? takeSample(known, observedAsKept(lastSample)) : known
      return settle(lastFailure ? takeFailure(sampled, observedAsKept(lastFailure)) : sampled)
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

/** Takes a sample into a row unless a later one is there. */
function takeSample(row: GuardLevelRow, taken: ObservationOf<Sample>): GuardLevelRow {
  const { eventId, receivedAt, data } = taken
  if (!isNewSample(taken, row)) return row
  return {
    ...row,
    ...latest(row, taken),
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
function takeFailure(row: GuardLevelRow, taken: ObservationOf<FailedRead>): GuardLevelRow {
  const { eventId, receivedAt, data } = taken
  if (!isNewFailure(taken, row)) return row
  return {
    ...row,
    ...latest(row, taken),
    failed_at: receivedAt,
    failure_event_id: eventId,
    failure: data.message,
  }
}

/** Takes a change of level into a row unless a later one is there. */
function takeChange(
  row: GuardLevelRow,
  event: Recorded<GuardEvent<'LevelChanged'>>,
): GuardLevelRow {
  if (isTaken(event, row)) return row
  return { ...row, ...changedLevel(event), severity_text: event.data.text }
}

// An observation that is received later brings it back.
function takeForgotten(
  row: GuardLevelRow,
  event: Recorded<GuardEvent<'Forgotten'>>,
): GuardLevelRow {
  const forgotten = { ...row, ...forgottenBy(event, row, 'system:core') }
  return isTaken(event, row) ? forgotten : { ...forgotten, ...noLevel(event), severity_text: null }
}

// What may change from one observation to the next, whether it succeeds or fails.
function latest(
  row: GuardLevelRow,
  taken: ObservationOf<Sample | FailedRead>,
): Pick<GuardLevelRow, 'interval_seconds' | 'board_id'> {
  if (!isLatest(taken, row))
    return { interval_seconds: row.interval_seconds, board_id: row.board_id }
  return { interval_seconds: taken.data.intervalSeconds, board_id: taken.data.boardId }
}
