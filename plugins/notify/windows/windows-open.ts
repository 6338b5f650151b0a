import type { Host } from '../../../core/plugin-api.ts'
import { hasLabels, type Routable } from '../routing/routing.ts'
import type { WindowRow } from '../rows.ts'
import { type Opening, openingAt } from './when.ts'

/** A maintenance window that is open. */
export interface OpenWindow extends Opening, Pick<WindowRow, 'kind' | 'board_id' | 'labels'> {
  readonly id: string
  readonly reason: string
}

type Plan = Pick<WindowRow, 'schedule' | 'time_zone' | 'lasts_seconds' | 'begins_at' | 'ends_at'>

/** What is looked at of a window to tell whether it is open, and what it silences. */
export type PlannedWindow = Plan &
  Pick<WindowRow, 'window_id' | 'reason' | 'kind' | 'board_id' | 'labels'>

/** Reads the windows that are open now. */
export async function readOpenWindows(
  host: Pick<Host, 'all' | 'clock'>,
): Promise<readonly OpenWindow[]> {
  const { rows } = await host.all<WindowRow>('windows', { equals: { ended_at: null } })
  return openOf(rows, host.clock.now())
}

/** The windows of these that are open at a moment, by their plans alone: nobody has to have noticed. */
export function openOf(rows: readonly PlannedWindow[], now: Date): readonly OpenWindow[] {
  return rows.flatMap(row => {
    const { window_id: id, reason, kind, board_id, labels } = row
    const opening = openingAt(planOf(row), now)
    return opening ? [{ id, reason, kind, board_id, labels, ...opening }] : []
  })
}

/** When a window is planned to be open. */
export function planOf(row: Plan) {
  const { schedule, time_zone: timeZone, lasts_seconds: lastsSeconds } = row
  return { schedule, timeZone, lastsSeconds, beginsAt: row.begins_at, endsAt: row.ends_at }
}

/** The first of the windows that silences an alarm. */
export function windowOver(
  windows: readonly OpenWindow[],
  { kind, boardId, labels }: Omit<Routable, 'severity'>,
): OpenWindow | undefined {
  return windows.find(
    window =>
      (window.kind === null || window.kind === kind) &&
      (window.board_id === null || window.board_id === boardId) &&
      hasLabels(window, { labels }),
  )
}
