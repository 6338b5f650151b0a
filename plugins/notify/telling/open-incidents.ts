import type { TellingRow } from '../rows.ts'

/** What of a telling says which incidents of a pager are open. */
export type KeptRow = Pick<
  TellingRow,
  | ('notice_id' | 'alarm_id' | 'position' | 'alarm_state' | 'severity' | 'reminder')
  | ('state' | 'attempts' | 'storm_id')
>

/** The columns of it. */
export const keptColumns: readonly (keyof KeptRow)[] = [
  ...(['notice_id', 'alarm_id', 'position', 'alarm_state', 'severity', 'reminder'] as const),
  ...(['state', 'attempts', 'storm_id'] as const),
]

/** An incident in which an alarm is kept. */
interface Open {
  /** As which it was opened with this alarm. */
  readonly severity: TellingRow['severity']
  /** Whether somebody has looked after the alarm since. */
  readonly care: 'looked_after' | 'waits'
}

/** The incidents in which an alarm is kept, by their keys: its own has the alarm's id. */
export type OpenIncidents = ReadonlyMap<string, Open>

/**
 * Which incidents of a pager an alarm is in, after what it was told of it, in the order of that. It follows from what was recorded
 * alone, so that whoever goes on for a process that ended knows it.
 */
export function openIncidents(rows: readonly KeptRow[]): OpenIncidents {
  const open = new Map<string, Open>()
  for (const row of rows) {
    const { alarm_id, alarm_state, reminder, severity, storm_id } = row
    if (alarm_state === 'cleared') open.clear()
    else if (reminder === 'acknowledged')
      for (const [key, one] of open) open.set(key, { ...one, care: 'looked_after' })
    else if (storm_id !== null) open.set(storm_id, { severity, care: 'waits' })
    else if (mayBeThere(row) && stormOver(open, row) === undefined)
      open.set(alarm_id, { severity, care: 'waits' })
  }
  return open
}

// What was tried may have arrived.
function mayBeThere({ state, attempts }: KeptRow): boolean {
  return state === 'delivered' || attempts > 0
}

/** The storm that tells already what is to be told of an alarm; undefined where there is none, or the alarm is worse by now. */
export function stormOver(
  open: OpenIncidents,
  { alarm_id, severity }: Pick<KeptRow, 'alarm_id' | 'severity'>,
): string | undefined {
  return [...open].find(([key, as]) => key !== alarm_id && isAsBad(as, severity))?.[0]
}

/** Whether a pager has an incident already, of any kind, for what is to be told of an alarm. */
export function isKnown(open: OpenIncidents, { severity }: Pick<KeptRow, 'severity'>): boolean {
  return [...open.values()].some(as => isAsBad(as, severity))
}

const isAsBad = (as: Open, severity: Open['severity']): boolean =>
  as.severity === 'critical' || severity === 'warning'

/** What a pager was told of each alarm, oldest first; of a notice that comes twice the last counts. */
export function timelinesOf(rows: readonly KeptRow[]): ReadonlyMap<string, readonly KeptRow[]> {
  const once = new Map(rows.map(row => [row.notice_id, row]))
  const timelines = new Map<string, KeptRow[]>()
  for (const row of [...once.values()].sort((a, b) => a.position - b.position)) {
    const of = timelines.get(row.alarm_id) ?? []
    of.push(row)
    timelines.set(row.alarm_id, of)
  }
  return timelines
}
