import type { TellingRow } from '../../../plugins/notify/rows.ts'

/** When the first of the notices of these tests was recorded. */
export const startMs = Date.parse('2026-01-01T00:00:00.000Z')

/** A notice that `ops` is to be told of, recorded so many seconds after the start. */
export function noticeAt(seconds: number, differs: Partial<TellingRow> = {}): TellingRow {
  const at = new Date(startMs + seconds * 1_000)
  return {
    ...{ webhook: 'ops', state: 'pending', attempts: 0, revision: -1 },
    ...{ retry_at: null, tried_since: null, withheld_for: null, silence_id: null, storm_id: null },
    notice_id: `0199a3c0-0000-7000-8000-${String(seconds).padStart(12, '0')}`,
    alarm_id: '0199a3c0-0000-7000-8000-aaaaaaaaaaaa',
    kind: 'disk',
    cause_group: 'disk web01',
    board_id: null,
    subject: '/data of web01',
    alarm_state: 'raised',
    severity: 'critical',
    text: '/data of web01 is critical.',
    reminder: null,
    ...{ nature: 'problem', people: [], labels: {}, page: null, commands: [] },
    source_event_id: '0199a3c0-0000-7000-8000-bbbbbbbbbbbb',
    raised_since: null,
    at,
    recorded_at: at,
    position: seconds,
    ...differs,
  }
}
