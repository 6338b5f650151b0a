import type { Host } from '../../../core/plugin-api.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import type { TellingRow, WindowRow } from '../rows.ts'

/** What maintenance windows kept back from a receiver: all of it is told in one message when they have closed. */
interface Digest {
  readonly notices: readonly TellingRow[]
  readonly attempt: number
  /** What kept it back, as a sentence begins with it. */
  readonly after: string
}

/** Tells whether a notice was kept back by a window: it is told in the digest, however often that is tried. */
export function isOfDigest({ withheld_for: reason }: TellingRow): boolean {
  return reason === 'window'
}

/** Makes the digest of what windows kept back, what still stands first; at most so many, the rest is the next. */
export async function digestOf(
  host: Pick<Host<NotifyConfig, NotifyEvent>, 'rows' | 'clock'>,
  rows: readonly TellingRow[],
  most: number,
): Promise<Digest | undefined> {
  const now = host.clock.now()
  const due = rows.filter(({ retry_at: at }) => at === null || at <= now)
  if (due.length === 0) return undefined
  const notices = due
    .toSorted((a, b) => rankOf(a) - rankOf(b) || a.position - b.position)
    .slice(0, most)
  const attempt = 1 + Math.max(...notices.map(({ attempts }) => attempts))
  return { notices, attempt, after: await afterOf(host, notices) }
}

function rankOf({ alarm_state, severity }: TellingRow): number {
  if (alarm_state === 'cleared') return 2
  return severity === 'critical' ? 0 : 1
}

/** What kept back what a digest tells, as a sentence begins with it. */
export async function afterOf(
  host: Pick<Host, 'rows'>,
  notices: readonly TellingRow[],
): Promise<string> {
  const ids = new Set(notices.map(({ silence_id: id }) => id ?? ''))
  if (ids.size > 1) return `While ${ids.size} maintenance windows were open`
  const { rows } = await host.rows<WindowRow>('windows', { keys: [...ids] })
  const [window] = rows
  return window
    ? `While the maintenance window “${window.reason}” was open`
    : 'While a maintenance window was open'
}
