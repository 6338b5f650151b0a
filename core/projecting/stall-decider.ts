import type { Decider } from '../event.ts'
import type { ProjectionResumed, ProjectionStalled } from '../events/core-events.ts'

type StallEvent = ProjectionStalled | ProjectionResumed

/** How a projection is found: `reason` says why it stands still. */
export interface StallCommand {
  readonly projection: string
  readonly reason: string | undefined
}

/** Records once that a projection stands still, and once that it moves again. */
export const stallDecider: Decider<'moving' | 'still', StallCommand, StallEvent> = {
  initial: 'moving',
  evolve(_state, event) {
    switch (event.type) {
      case 'core.ProjectionStalled':
        return 'still'
      case 'core.ProjectionResumed':
        return 'moving'
      default:
        return event satisfies never
    }
  },
  decide({ projection, reason }, state) {
    if (reason === undefined)
      return state === 'still' ? [{ type: 'core.ProjectionResumed', data: { projection } }] : []
    return state === 'moving'
      ? [{ type: 'core.ProjectionStalled', data: { projection, reason } }]
      : []
  },
}
