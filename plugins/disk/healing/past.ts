import type { GuardPast, PastSubject, Recorded } from '../../../core/plugin-api.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent, Forgotten, PressureChanged } from '../events.ts'

type Standing = PressureChanged | Forgotten

/** How disks stood in the past, by the changes of their severity. */
export function pastOf({ limits, limitsOf }: Pick<DiskConfig, 'limits' | 'limitsOf'>): GuardPast {
  const own = Object.values(limitsOf).map(({ leaveAfter = 0 }) => leaveAfter)
  return {
    types: ['disk.PressureChanged', 'disk.Forgotten'],
    leaveAfterSeconds: Math.max(limits.leaveAfter, ...own),
    after: event => (isStanding(event) ? toSubject(event) : undefined),
  }
}

function isStanding(event: Recorded): event is Recorded<Standing> {
  const types: readonly DiskEvent['type'][] = ['disk.PressureChanged', 'disk.Forgotten']
  return types.some(type => type === event.type)
}

function toSubject(event: Recorded<Standing>): PastSubject {
  const { diskId, host, mount } = event.data
  const about = { id: diskId, host, boardId: null, subject: mount, eventIds: [event.id] }
  if (event.type === 'disk.Forgotten')
    return { ...about, level: 'ok', since: event.receivedAt, text: 'It was forgotten.' }
  const { to: level, observedAt, text } = event.data
  return { ...about, level, since: new Date(observedAt), text }
}
