import { defineProjection, type Recorded } from '../../core/plugin-api.ts'
import type {
  TargetDropped,
  TargetEvent,
  TargetLooked,
  DriftFound,
} from '../../plugins/rollout/drift/events.ts'
import {
  conditionOf,
  type TargetRow,
  targetTable,
  type Verified,
} from '../../plugins/rollout/drift/target-row.ts'
import type { VerificationFinished } from '../../plugins/rollout/events.ts'
import { isNewer, type Span } from '../../plugins/rollout/verifying/newer.ts'

type Event = TargetLooked | TargetEvent | VerificationFinished

/** What runs where, against what was approved, by which run. */
export default defineProjection<TargetRow, Event>({
  name: 'targets',
  version: 1,
  columns: targetTable.columns,
  indexes: [['target'], ['condition', 'target']],
  keys: event =>
    event.type === 'rollout.VerificationFinished' && !counts(event.data) ? [] : [event.data.target],
  on: {
    'rollout.VerificationFinished': takeVerification,
    'rollout.TargetLooked': takeLook,
    'rollout.TargetWatched': (row, { data: { target, host } }) =>
      standing(row ?? blank(target), { is_watched: true, host }),
    'rollout.DriftFound': takeDrift,
    'rollout.DriftCleared': (row, { data: { target } }) =>
      standing(row ?? blank(target), {
        ...{ drifted_since: null, drift_text: null, drift_event_id: null },
      }),
    'rollout.TargetUnreachable': (row, { id, data: { target, since, reason, text } }) =>
      standing(row ?? blank(target), {
        unreachable_since: new Date(since),
        ...{ unreachable_reason: reason, unreachable_text: text, unreachable_event_id: id },
      }),
    'rollout.TargetReached': (row, { data: { target } }) =>
      standing(row ?? blank(target), {
        ...{ unreachable_since: null, unreachable_reason: null },
        ...{ unreachable_text: null, unreachable_event_id: null },
      }),
    'rollout.TargetDropped': drop,
  },
})

function standing(before: TargetRow, changed: Partial<TargetRow>): TargetRow {
  const row = { ...before, ...changed }
  return { ...row, condition: conditionOf(row) }
}

function blank(target: string): TargetRow {
  return { target, ...unwatched, ended_at: null, verified: [] }
}

const unwatched = {
  is_watched: false,
  condition: 'unwatched',
  ...{ host: null, outcome: null, text: null, approved: null, running: null },
  ...{ looked_at: null, looked_by: null, every_seconds: null, right_at: null },
  ...{ drifted_since: null, drift_text: null, drift_event_id: null },
  ...{ unreachable_since: null, unreachable_reason: null, unreachable_text: null },
  ...{ unreachable_event_id: null, look_event_id: null },
} as const

// Looks are of their own stream: of those that come late, none speaks of a target that is looked at anew.
function drop(
  row: TargetRow | undefined,
  { data, receivedAt }: Recorded<TargetDropped>,
): TargetRow {
  return { ...blank(data.target), ended_at: receivedAt, verified: row?.verified ?? [] }
}

function takeDrift(row: TargetRow | undefined, { id, data }: Recorded<DriftFound>): TargetRow {
  return standing(row ?? blank(data.target), {
    ...{ drifted_since: new Date(data.sinceAtLatest), drift_text: data.text, drift_event_id: id },
  })
}

function takeLook(row: TargetRow | undefined, event: Recorded<TargetLooked>): TargetRow {
  const { id, data, receivedAt } = event
  const before = row ?? blank(data.target)
  if (!isLater(event, before)) return before
  return standing(before, {
    ...{ outcome: data.outcome, text: data.text, approved: data.approved, running: data.running },
    ...{ looked_at: receivedAt, looked_by: data.machine, every_seconds: data.everySeconds },
    right_at: data.rightAt === null ? null : new Date(data.rightAt),
    look_event_id: id,
  })
}

function isLater({ id, receivedAt }: Recorded<TargetLooked>, before: TargetRow): boolean {
  const { ended_at: endedAt, looked_at: lookedAt, look_event_id: lookId } = before
  if (endedAt !== null && receivedAt <= endedAt) return false
  if (lookedAt === null || lookId === null) return true
  const later = receivedAt.getTime() - lookedAt.getTime()
  return later > 0 || (later === 0 && id > lookId)
}

// Who is limited to boards does not say what may run at a target of all.
function counts({ verdict, releaseId, speaksFor }: VerificationFinished['data']): boolean {
  return verdict === 'passed' && releaseId !== null && speaksFor === 'all'
}

/** So many releases and runs are remembered: those that were given up meanwhile, and one that was approved. */
const mostVerified = 20

function takeVerification(
  row: TargetRow | undefined,
  { data }: Recorded<VerificationFinished>,
): TargetRow {
  const before = row ?? blank(data.target)
  const { verificationId, releaseId, runId, boardId, startedAt, finishedAt } = data
  if (releaseId === null) return before
  const one = { verificationId, releaseId, runId, boardId, startedAt, finishedAt }
  const ofSame = (other: Verified): boolean =>
    other.releaseId === releaseId && other.runId === runId
  const same = before.verified.find(ofSame)
  if (same && !isNewer(spanOf(one), spanOf(same))) return before
  const others = before.verified.filter(other => !ofSame(other))
  const verified = [one, ...others].sort((a, b) => (isNewer(spanOf(a), spanOf(b)) ? -1 : 1))
  return { ...before, verified: verified.slice(0, mostVerified) }
}

function spanOf({ verificationId: id, startedAt, finishedAt }: Verified): Span {
  return { id, startedAt: new Date(startedAt), finishedAt: new Date(finishedAt) }
}
