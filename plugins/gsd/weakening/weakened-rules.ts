import {
  type Host,
  keepable,
  type Recorded,
  type RulesChanged,
  weakenedSince,
  weakenings,
} from '../../../core/plugin-api.ts'
import type { RulesEvent } from '../events/rules-events.ts'
import { isOpen, type Run, type Weakening } from '../run.ts'

const longestValue = 500

/** What a change of rules weakened of what runs are judged by: the rules of this plugin, of those that answer gates, and what is installed. */
export function weakenedBy(event: Recorded<RulesChanged>): Weakening | null {
  const { plugin, digest, gates } = event.data
  const weakened = weakenings(event)
  const judgesRuns = plugin === 'gsd' || plugin === 'core' || gates.length > 0
  if (!judgesRuns || weakened.length === 0) return null
  return {
    ...{ rulesEventId: event.id, plugin, rulesDigest: digest },
    weakenedAt: event.receivedAt.toISOString(),
    changes: weakened.map(({ path, before, after }) => {
      return { path: keepable(path, longestValue), before: shown(before), after: shown(after) }
    }),
  }
}

function shown(value: unknown): string {
  return keepable(JSON.stringify(value) ?? 'null', longestValue)
}

/** Reads the rules that were weakened since a run began, the oldest first. */
export async function weakenedSinceStart(
  host: Pick<Host, 'read'>,
  { createdAt }: Pick<Run, 'createdAt'>,
): Promise<readonly Weakening[]> {
  const found = await weakenedSince(host, new Date(createdAt))
  return found.toReversed().flatMap(event => weakenedBy(event) ?? [])
}

/** Notes weakened rules on a run that is open, or is being reopened; once each. */
export function noteWeakened(
  run: Run,
  weakened: readonly Weakening[],
  state: 'as it is' | 'reopening',
): readonly RulesEvent[] {
  if (!isOpen(run) && state === 'as it is') return []
  const noted = new Set(run.weakenings.map(({ rulesEventId }) => rulesEventId))
  return weakened
    .filter(({ rulesEventId }) => !noted.has(rulesEventId))
    .map(rules => ({ type: 'gsd.RulesWeakened', data: { runId: run.runId, ...rules } }))
}
