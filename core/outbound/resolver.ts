import { createTurns } from '../timing/turns.ts'
import { untilAborted, within } from '../timing/within.ts'

/** Finds the IP addresses of a name; rejects when it has none, and as soon as `signal` aborts where it can. */
export type Resolve = (name: string, signal: AbortSignal) => Promise<readonly string[]>

/** Who wants an address: a share of the look-ups is theirs, and nobody else's. */
export interface Wanted {
  /** A board, a receiver; what is asked for none of them has a share in common. */
  readonly share: string
  readonly signal: AbortSignal
}

/** Finds the addresses of a name for somebody. */
export type ResolveFor = (name: string, wanted: Wanted) => Promise<readonly string[]>

// A name server may keep silent about the names that one of many gave: that costs this one, and nobody else.
const mostAtOnce = 2
const longestMs = 5_000

/** Asks `resolve` for a name once for all of a share who want it at the same time, and for two names of a share at once. */
export function createResolver(resolve: Resolve): ResolveFor {
  const lookups = new Map<string, LookUp>()
  const turns = createTurns({ share: mostAtOnce })

  const begin = (name: string, share: string): LookUp => {
    const ending = new AbortController()
    const budget = { ms: longestMs, signal: ending.signal }
    const addresses = within(budget, signal =>
      turns.take(share, signal, () => resolve(name, signal)),
    )
    return { addresses, waiting: 0, end: () => ending.abort() }
  }

  return async (name, { share, signal }) => {
    const key = `${share}\n${name}`
    const lookup = lookups.get(key) ?? begin(name, share)
    lookups.set(key, lookup)
    lookup.waiting += 1
    try {
      return await untilAborted(lookup.addresses, signal)
    } finally {
      lookup.waiting -= 1
      if (lookup.waiting === 0) {
        lookup.end()
        if (lookups.get(key) === lookup) lookups.delete(key)
      }
    }
  }
}

interface LookUp {
  readonly addresses: Promise<readonly string[]>
  waiting: number
  end(): void
}
