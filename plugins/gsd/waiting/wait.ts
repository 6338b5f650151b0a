import type { Decider, Recorded } from '../../../core/plugin-api.ts'
import type { Wait, WaitEvent } from '../events/wait-events.ts'

/** What is known to wait of a run, and the revision of the run that was last looked at. */
export interface Waiting {
  readonly waits: Readonly<Record<string, Wait>>
  readonly runRevision: number
}

/** A look at a run: what waits of it now. */
export interface Look {
  readonly waits: readonly Wait[]
  readonly runRevision: number
}

/** Records what begins and ends to wait. A look at a run as it was before the last one that changed something says nothing. */
export const waitDecider: Decider<Waiting, Look, WaitEvent> = {
  initial: { waits: {}, runRevision: -1 },
  evolve({ waits }, { type, data }: Recorded<WaitEvent>) {
    const { runRevision, ...wait } = data
    const rest = Object.entries(waits).filter(([key]) => key !== keyOf(wait))
    const now = type === 'gsd.WaitBegan' ? [[keyOf(wait), wait] as const] : []
    return { waits: Object.fromEntries([...rest, ...now]), runRevision }
  },
  decide({ waits, runRevision }, known) {
    if (runRevision < known.runRevision) return []
    const wanted = new Map(waits.map(wait => [keyOf(wait), wait]))
    const ended = Object.entries(known.waits).filter(([key]) => !wanted.has(key))
    const begun = [...wanted].filter(([key, { mark }]) => known.waits[key]?.mark !== mark)
    return [
      ...ended.map(
        ([, wait]) => ({ type: 'gsd.WaitEnded', data: { ...wait, runRevision } }) as const,
      ),
      ...begun.map(
        ([, wait]) => ({ type: 'gsd.WaitBegan', data: { ...wait, runRevision } }) as const,
      ),
    ]
  },
}

const keyOf = ({ what, step }: Pick<Wait, 'what' | 'step'>): string => `${what} ${step}`
