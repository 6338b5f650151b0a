import { Observable, ReplaySubject, share } from 'rxjs'
import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import { loopUntil } from '../timing/loop-until.ts'
import type { Ledger } from './ledger.ts'

const everyMs = 1_000

/** One look at the ledger: where its end is, or why it did not answer. */
export interface Beat {
  /** When it was asked, by the monotonic clock. */
  readonly askedMs: number
  readonly head: bigint | undefined
  readonly problem: string | undefined
}

/** Whether the ledger answers. A silent network breaks no subscription for a long time: only an answered call shows that it is there. */
export interface Liveness {
  /** A beat a second, the last one at once; one look for all who listen, and none while nobody does. */
  readonly beats$: Observable<Beat>
}

/** Creates the liveness of a ledger, for a whole process. */
export function createLiveness({
  ledger,
  clock,
}: {
  readonly ledger: Pick<Ledger, 'head'>
  readonly clock: Clock
}): Liveness {
  async function look(): Promise<Beat> {
    const askedMs = clock.monotonicMs()
    try {
      return { askedMs, head: await ledger.head(), problem: undefined }
    } catch (error) {
      return { askedMs, head: undefined, problem: messageOf(error) }
    }
  }

  const looking$ = new Observable<Beat>(subscriber => {
    const stopping = new AbortController()
    void loopUntil(stopping.signal, clock, everyMs, async () => subscriber.next(await look()))
    return () => stopping.abort()
  })
  return { beats$: looking$.pipe(share({ connector: () => new ReplaySubject(1) })) }
}
