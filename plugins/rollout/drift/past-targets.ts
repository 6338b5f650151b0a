import type {
  HealablePast,
  HealableSubject,
  PastThings,
  Recorded,
} from '../../../core/plugin-api.ts'
import type { TargetEvent } from './events.ts'

/** So many looks a cure has to show in; how often each target was looked at is not known of the past. */
const looks = 3
const usualSeconds = 300

/** How targets stood in the past: what had drifted and could not be reached had drifted. */
export const pastOfTargets: HealablePast = {
  types: [
    ...(['DriftFound', 'DriftCleared', 'TargetUnreachable', 'TargetReached'] as const),
    'TargetDropped',
  ].map(word => `rollout.${word}`),
  showsWithinSeconds: looks * usualSeconds,
  follow: followTargets,
}

function followTargets(): PastThings {
  const drifted = new Map<string, HealableSubject>()
  const blind = new Map<string, HealableSubject>()
  return {
    take(event) {
      // Of other types none is asked for.
      const { target } = (event as Recorded<TargetEvent>).data
      const told = ailingOf(event as Recorded<TargetEvent>)
      if (told) (told.state === 'drifted' ? drifted : blind).set(target, told)
      else if (event.type === 'rollout.DriftCleared') drifted.delete(target)
      else if (event.type === 'rollout.TargetReached') blind.delete(target)
      else for (const all of [drifted, blind]) all.delete(target)
    },
    ailing: () => [
      ...drifted.values(),
      ...[...blind.values()].filter(({ id }) => !drifted.has(id)),
    ],
  }
}

function ailingOf({ id, type, data }: Recorded<TargetEvent>): HealableSubject | undefined {
  const target = { id: data.target, subject: data.target, host: null, boardId: null, above: null }
  const about = { ...target, eventIds: [id] }
  if (type === 'rollout.DriftFound') {
    const alarm = { kind: 'drift', cause: `drift ${data.target}` }
    const [text, since] = [data.text, new Date(data.sinceAtLatest)]
    return { ...about, alarm, state: 'drifted', reason: null, text, since }
  }
  if (type !== 'rollout.TargetUnreachable') return undefined
  const { reason, text } = data
  const alarm = { kind: 'drift', cause: `unreachable ${data.target}` }
  return { ...about, alarm, state: 'unreachable', reason, text, since: new Date(data.since) }
}
