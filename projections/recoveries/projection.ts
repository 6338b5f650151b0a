import { defineProjection, type Recorded } from '../../core/plugin-api.ts'
import { evolve, type Recovery, untried } from '../../plugins/recovery/deciding/state.ts'
import type { AttemptEvent } from '../../plugins/recovery/events.ts'
import { recoveryTable, type RecoveryRow } from '../../plugins/recovery/rows.ts'

type Row = RecoveryRow
type Shown = Partial<Row>

/** How each policy stands with each thing it was ever for. */
export default defineProjection<Row, AttemptEvent>({
  name: 'recoveries',
  version: 1,
  columns: recoveryTable.columns,
  indexes: [
    ['changed_at', 'recovery_id'],
    ['board_id', 'changed_at', 'recovery_id'],
    ['policy', 'changed_at', 'recovery_id'],
    ['host', 'changed_at', 'recovery_id'],
    ['active', '_key'],
    ['waits_for', '_key'],
  ],
  sparse: ['waits_for'],
  keys: event => [event.data.recoveryId],
  on: {
    'recovery.Suggested': (row, event) =>
      take(row, event, { ...ailmentOf(event), ...planOf(event), outcome: null }),
    'recovery.Approved': (row, event) => take(row, event, {}),
    'recovery.Asked': (row, event) => take(row, event, {}),
    'recovery.Requested': (row, event) =>
      take(row, event, {
        ...ailmentOf(event),
        ...planOf(event),
        outcome: 'requested',
        attempts: (row?.attempts ?? 0) + (event.data.how === 'done' ? 1 : 0),
      }),
    'recovery.Suppressed': (row, event) =>
      take(row, event, { why: event.data.text, event_ids: event.data.eventIds }),
    'recovery.ActionStarted': (row, event) => take(row, event, { outcome: 'running' }),
    'recovery.ActionFinished': (row, event) => take(row, event, { outcome: 'watched' }),
    'recovery.Verified': (row, event) =>
      take(row, event, {
        ...{ outcome: 'verified', why: 'A reading after the action shows it well.' },
        ...{ verified: (row?.verified ?? 0) + 1, event_ids: event.data.eventIds },
      }),
    'recovery.Unverified': (row, event) =>
      take(row, event, {
        ...{ outcome: 'unverified', why: whyNot[event.data.why] },
        event_ids: event.data.eventIds,
      }),
    'recovery.Abandoned': (row, event) =>
      take(row, event, { outcome: 'abandoned', why: event.data.text }),
    'recovery.Withdrawn': (row, event) => take(row, event, withdrawnOf(row, event)),
    'recovery.Escalated': (row, event) => take(row, event, { why: event.data.text }),
    'recovery.Resolved': (row, event) => take(row, event, { why: event.data.note }),
  },
})

const whyNot = {
  still_so: 'It is still so after the action.',
  not_read: 'Nothing was read of it after the action.',
  nothing_done: 'The action changed nothing.',
  gone: 'There is no such thing any more.',
} as const

type Planned = Extract<AttemptEvent, { type: 'recovery.Suggested' | 'recovery.Requested' }>

function ailmentOf({ data }: Planned): Shown {
  return { ailing: data.state, why: data.text, event_ids: data.eventIds }
}

function planOf({ data: { attemptId, node, action } }: Planned): Shown {
  return { attempt_id: attemptId, node, action }
}

// A suggestion or a wish that ends was no attempt.
function withdrawnOf(
  row: Row | undefined,
  { data }: Extract<AttemptEvent, { type: 'recovery.Withdrawn' }>,
): Shown {
  const isAttempt = row?.state.open?.attemptId === data.attemptId
  return isAttempt ? { outcome: 'withdrawn', why: data.why } : { why: data.why }
}

function take(row: Row | undefined, event: Recorded<AttemptEvent>, shown: Shown): Row {
  const revision = Number(event.revision)
  const known = row ?? blankRow(event)
  if (known.revision >= revision) return known
  const state = evolve(known.state, event)
  return { ...known, ...shown, ...standingOf(state), state, changed_at: event.receivedAt, revision }
}

function standingOf(state: Recovery): Pick<Row, 'standing' | 'active' | 'waits_for'> {
  const { open, wish, escalated } = state
  const waits_for = open?.phase === 'requested' ? open.node : null
  const isWaiting = wish?.from === 'suggestion' ? 'suggested' : wish ? 'asked' : 'idle'
  const standing = open ? 'attempting' : escalated === 'yes' ? 'escalated' : isWaiting
  return { standing, active: standing !== 'idle', waits_for }
}

function blankRow({ data, receivedAt }: Recorded<AttemptEvent>): Row {
  return {
    recovery_id: data.recoveryId,
    ...{ policy: data.policy, kind: data.kind, subject_id: data.subjectId, subject: data.subject },
    ...{ host: data.host, board_id: data.boardId, standing: 'idle', ailing: null, why: null },
    ...{ attempt_id: null, node: null, action: null, outcome: null, attempts: 0, verified: 0 },
    ...{ changed_at: receivedAt, event_ids: [], state: untried, active: false, waits_for: null },
    revision: -1,
  }
}
