import { defineProjection, type Recorded } from '../../core/plugin-api.ts'
import type { EventOf, ExceptionEvent, GateMode } from './events.ts'
import { exceptionTable, type ExceptionKind, type ExceptionRow } from './table.ts'

/** What departed from the rules, or was decided by a person in their place: what auditors ask for of a period. */
export default defineProjection<ExceptionRow, ExceptionEvent>({
  name: 'exceptions',
  version: 2,
  columns: exceptionTable.columns,
  indexes: [
    ['happened', 'recorded_at', 'exception_id'],
    ['kind', 'recorded_at', 'exception_id'],
  ],
  keys: keysOf,
  on: {
    'core.RulesChanged': (row, event) => row ?? weakened(event),
    'core.GateModeSet': (row, event) => row ?? loosened(event),
    'notify.MuteSet': (row, event) => row ?? muted(event),
    'gsd.ApprovalGiven': (row, event, key) =>
      key === event.id ? (row ?? approved(event)) : decided(row, event, key),
    'gsd.ApprovalWaived': (row, event) =>
      row ?? ofRun(event, { kind: 'waiver', what: 'the approval point was taken away' }),
    'gsd.RulesWeakened': (row, event) => row ?? goesOn(event),
    'gsd.EvidenceAttached': (row, event, key) =>
      withStanding(row, event, key, known => [...known, event.data.evidenceId]),
    'gsd.EvidenceWithdrawn': (row, event, key) =>
      withStanding(row, event, key, known => known.filter(id => id !== event.data.evidenceId)),
    'gsd.RunCompleted': (row, event, key) => decided(row, event, key),
    'gsd.GateBypassed': (row, event) => row ?? bypassed(event),
    'gsd.GateDecided': (row, event, key) =>
      row ?? (key === event.id ? usedBypass(event) : softened(event)),
  },
})

// A decision of gates can be two exceptions; what a run was decided without is one row of the run.
function keysOf(event: Recorded<ExceptionEvent>): readonly string[] {
  const { type, id, data } = event
  if (type === 'gsd.GateDecided') return [id, `${id} rules`]
  if (type === 'gsd.ApprovalGiven') return [id, `run ${data.runId}`]
  const ofEvidence =
    type === 'gsd.EvidenceAttached' ||
    type === 'gsd.EvidenceWithdrawn' ||
    type === 'gsd.RunCompleted'
  return [ofEvidence ? `run ${data.runId}` : id]
}

interface Found {
  readonly kind: ExceptionKind
  readonly subject: string
  readonly what: string
  readonly step?: string | null
  readonly reason?: string | null
  readonly endsAt?: string | null
  readonly key?: string
}

function rowOf(event: Recorded<ExceptionEvent>, found: Found): ExceptionRow {
  const { id, type, metadata, receivedAt, recordedAt } = event
  const { kind, subject, what, step = null, reason = null, endsAt = null, key = id } = found
  return {
    ...{ exception_id: key, kind, event_type: type, subject, step, what, reason },
    ...{ actor: metadata['actor'] ?? '', via: metadata['via'] ?? null },
    ends_at: endsAt === null ? null : new Date(endsAt),
    ...{ event_ids: [id], received_at: receivedAt, recorded_at: recordedAt },
    ...{ standing: [], happened: true },
  }
}

type OfRun = EventOf<
  Exclude<ExceptionEvent['type'], 'core.RulesChanged' | 'core.GateModeSet' | 'notify.MuteSet'>
>

function ofRun(event: Recorded<OfRun>, found: Omit<Found, 'subject'>): ExceptionRow {
  const { data } = event
  const step = 'step' in data ? data.step : null
  const reason = 'reason' in data ? data.reason : null
  return rowOf(event, { subject: `run ${data.runId}`, step, reason, ...found })
}

function weakened(event: Recorded<EventOf<'core.RulesChanged'>>): ExceptionRow | null {
  const { plugin, changes } = event.data
  const paths = changes.filter(({ effect }) => effect === 'weakened').map(({ path }) => path)
  if (paths.length === 0) return null
  const what = `weakened: ${shortened(paths)}`
  return rowOf(event, { kind: 'rules_weakened', subject: `rules of ${plugin}`, what })
}

// What follows from a deny: nothing, a warning, a refusal.
const weight: Readonly<Record<GateMode, number>> = { watch: 0, warn: 1, deny: 2 }

function loosened(event: Recorded<EventOf<'core.GateModeSet'>>): ExceptionRow | null {
  const { gate, from, to, reason } = event.data
  if (weight[to] >= weight[from]) return null
  const what = `was ${from}, is ${to}`
  return rowOf(event, { kind: 'softened_gate', subject: `gate ${gate}`, what, reason })
}

function muted(event: Recorded<EventOf<'notify.MuteSet'>>): ExceptionRow {
  const { muteId, kind, boardId, alarmId, reason, expiresAt: endsAt } = event.data
  const all = kind === null && boardId === null && alarmId === null
  const what = all
    ? 'all alarms were muted'
    : `muted: ${[kind, boardId && `board ${boardId}`, alarmId && `alarm ${alarmId}`].filter(Boolean).join(', ')}`
  return rowOf(event, { kind: 'mute', subject: `mute ${muteId}`, what, reason, endsAt })
}

function approved(event: Recorded<EventOf<'gsd.ApprovalGiven'>>): ExceptionRow {
  const { note: reason, expiresAt: endsAt, round } = event.data
  return ofRun(event, { kind: 'approval', what: `approved, at request ${round}`, reason, endsAt })
}

function goesOn(event: Recorded<EventOf<'gsd.RulesWeakened'>>): ExceptionRow {
  const { plugin, changes } = event.data
  const what = `goes on under weakened rules of ${plugin}: ${shortened(changes.map(({ path }) => path))}`
  return ofRun(event, { kind: 'rules_weakened', what })
}

function bypassed(event: Recorded<EventOf<'gsd.GateBypassed'>>): ExceptionRow {
  const { gates, expiresAt: endsAt } = event.data
  const what = `set aside: ${gates === null ? 'all gates' : gates.join(', ')}`
  return ofRun(event, { kind: 'bypass', what, endsAt })
}

function usedBypass(event: Recorded<EventOf<'gsd.GateDecided'>>): ExceptionRow | null {
  const { effect, gates } = event.data
  if (effect !== 'bypassed') return null
  const denied = gates.filter(({ decision }) => decision === 'deny').map(({ gate }) => gate)
  return ofRun(event, {
    kind: 'bypass_used',
    what: `went on although denied by ${denied.join(', ')}`,
  })
}

function softened(event: Recorded<EventOf<'gsd.GateDecided'>>): ExceptionRow | null {
  const { mode, decision, byRules = [] } = event.data
  const answers = byRules.map(({ gate, answer }) => `${gate} ${answer.replace('_', ' ')}`)
  const letGo = decision === 'deny' && mode === 'warn' ? ['a deny refused nothing'] : []
  const what = [...answers, ...letGo].join(', ')
  if (what === '') return null
  return ofRun(event, { kind: 'softened_gate', what, key: `${event.id} rules` })
}

/** The row of a run: what evidence stands, hidden until something is decided without any. */
function withStanding(
  row: ExceptionRow | undefined,
  event: Recorded<OfRun>,
  key: string,
  change: (standing: readonly string[]) => readonly string[],
): ExceptionRow {
  const before = row ?? {
    ...ofRun(event, { kind: 'unevidenced', what: '', key }),
    event_ids: [],
    happened: false,
  }
  return { ...before, standing: change(before.standing) }
}

function decided(
  row: ExceptionRow | undefined,
  event: Recorded<EventOf<'gsd.ApprovalGiven' | 'gsd.RunCompleted'>>,
  key: string,
): ExceptionRow | null {
  if (row && row.standing.length > 0) return row
  const what =
    event.type === 'gsd.RunCompleted' ? 'completed with no evidence' : 'approved with no evidence'
  const found = ofRun(event, { kind: 'unevidenced', what, key })
  const known = row?.event_ids ?? []
  return known.includes(event.id) ? (row ?? found) : { ...found, event_ids: [...known, event.id] }
}

function shortened(paths: readonly string[]): string {
  const named = paths.slice(0, 10).join(', ')
  return paths.length > 10 ? `${named} and ${paths.length - 10} more` : named
}
