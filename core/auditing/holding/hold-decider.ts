import { DecklogError, notFound } from '../../errors.ts'
import type { Decider } from '../../event.ts'
import type { HoldEvent } from './hold-events.ts'

/** A legal hold. */
export interface Hold {
  readonly holdId: string
  readonly streams: readonly string[]
  readonly categories: readonly string[]
  readonly reason: string
  readonly setBy: string
  readonly setAt: Date
  readonly endedBy: string | null
  readonly endedAt: Date | null
  readonly endReason: string | null
}

/** All holds there ever were, by their ids, oldest first. */
export type Holds = ReadonlyMap<string, Hold>

type HoldCommand =
  | ({ readonly do: 'set' } & Pick<Hold, 'holdId' | 'streams' | 'categories' | 'reason'>)
  | { readonly do: 'end'; readonly holdId: string; readonly reason: string }

/** The rules of holds: each is set once and ended once. */
export const holdDecider: Decider<Holds, HoldCommand, HoldEvent> = {
  initial: new Map(),
  evolve(holds, { type, data, metadata, receivedAt }) {
    const actor = metadata['actor'] ?? ''
    switch (type) {
      case 'core.HoldSet': {
        const { holdId, streams, categories, reason } = data
        const open = { endedBy: null, endedAt: null, endReason: null }
        const hold = { holdId, streams, categories, reason, setBy: actor, setAt: receivedAt }
        return new Map([...holds, [holdId, { ...hold, ...open }]])
      }
      case 'core.HoldEnded': {
        const known = holds.get(data.holdId)
        if (!known) return holds
        const end = { endedBy: actor, endedAt: receivedAt, endReason: data.reason }
        return new Map([...holds, [data.holdId, { ...known, ...end }]])
      }
    }
  },
  decide(command, holds) {
    const known = holds.get(command.holdId)
    if (command.do === 'set') {
      const { holdId, streams, categories, reason } = command
      return known ? [] : [{ type: 'core.HoldSet', data: { holdId, streams, categories, reason } }]
    }
    if (!known) throw notFound('hold')
    if (known.endedAt) throw new DecklogError('DECKLOG_REFUSED', 'This hold has ended already.')
    return [{ type: 'core.HoldEnded', data: { holdId: command.holdId, reason: command.reason } }]
  },
}

/** Tells whether a hold that has not ended is on a stream. */
export function isHeldBy(hold: Hold, stream: string): boolean {
  if (hold.endedAt !== null) return false
  return hold.streams.includes(stream) || hold.categories.includes(categoryOf(stream))
}

/** What stands before the first dash. */
export function categoryOf(stream: string): string {
  return stream.slice(0, Math.max(0, stream.indexOf('-')))
}
