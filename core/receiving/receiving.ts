import type { Decider } from '../event.ts'
import type { ReceivingResumed } from './receiving-events.ts'

/** What is recorded of the times in which nothing could be received: when the last ended. */
export interface Receiving {
  readonly resumedAt: Date | null
}

/** Record that nothing was received from one time to another. */
export type Resume = ReceivingResumed['data']

/** The rules of `receiving-api`: a gap is recorded once, by the first process that is back. */
export const receivingDecider: Decider<Receiving, Resume, ReceivingResumed> = {
  initial: { resumedAt: null },
  evolve: (_, { data }) => ({ resumedAt: new Date(data.to) }),
  decide(data, { resumedAt }) {
    if (resumedAt && new Date(data.from) < resumedAt) return []
    return [{ type: 'core.ReceivingResumed', data }]
  },
}
