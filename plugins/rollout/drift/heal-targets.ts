import type { Healable, HealableSubject, Host, Look } from '../../../core/plugin-api.ts'
import { blindReasons, type Outcome } from './events.ts'
import { pastOfTargets } from './past-targets.ts'
import type { TargetRow } from './target-row.ts'

/** So many looks a cure has to show in; what sees it makes several of them. */
const looks = 3

/** Targets whose drift is looked for, as what a policy may heal. */
export function healableTargets({ rows, all }: Pick<Host, 'rows' | 'all'>): Healable {
  return {
    kind: 'target',
    summary: 'A target runs something else than what was approved, or it cannot be told what runs.',
    node: 'needed',
    states: ['unreachable', 'drifted'],
    reasons: blindReasons,
    async ailing() {
      const found = await all<TargetRow>('targets', { equals: { is_watched: true } })
      return found.rows
        .filter(row => row.drifted_since !== null || row.unreachable_since !== null)
        .map(toHealable)
    },
    past: pastOfTargets,
    async look(id): Promise<Look | undefined> {
      const found = await rows<TargetRow>('targets', { keys: [id] })
      const [row] = found.rows
      if (!row?.is_watched) return undefined
      return {
        ...toHealable(row),
        readings: readingOf(row),
        showsWithinSeconds: looks * (row.every_seconds ?? 0),
      }
    },
  }
}

function toHealable(row: TargetRow): HealableSubject {
  const state = row.condition
  const { target, host, drift_event_id: drift, unreachable_event_id: blind } = row
  const word = state === 'drifted' ? 'drift' : 'unreachable'
  return {
    ...{ id: target, subject: target, host, boardId: null, state },
    reason: state === 'unreachable' ? row.unreachable_reason : null,
    since: row.drifted_since ?? row.unreachable_since,
    text: row.drift_text ?? row.unreachable_text ?? row.text ?? 'Nothing is known of it.',
    eventIds: [drift, blind, row.look_event_id].filter(id => id !== null),
    alarm: { kind: 'drift', cause: `${word} ${target}` },
    above: row.outcome === 'underway' ? underway(row) : null,
  }
}

// Whatever is done to it now would be done to what a run is changing.
function underway({ look_event_id: look }: TargetRow): NonNullable<HealableSubject['above']> {
  return { text: 'A release is being rolled out.', eventIds: look === null ? [] : [look] }
}

/** Looks that saw what runs, or that they could not: what nobody approved shows no cure. */
const telling: readonly (Outcome | null)[] = ['as_approved', 'drifted', 'unreachable']

function readingOf({
  outcome,
  looked_at: at,
  look_event_id: eventId,
}: TargetRow): Look['readings'] {
  if (outcome === null || at === null || eventId === null || !telling.includes(outcome)) return []
  return [{ eventId, at, state: outcome }]
}
