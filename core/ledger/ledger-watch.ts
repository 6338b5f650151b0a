import type { Subscription } from 'rxjs'
import type { Barrier } from './barrier.ts'
import type { Clock } from '../clock.ts'
import type { HealthItem, HealthSource } from '../telemetry/health.ts'
import { inBackground } from '../timing/loop-until.ts'
import type { Ledger } from './ledger.ts'
import type { Liveness } from './liveness.ts'

const compareEveryMs = 30_000
const toleratedSkewMs = 2_000

interface WatchOptions {
  readonly ledger: Pick<Ledger, 'read'>
  readonly liveness: Liveness
  readonly barrier: Barrier
  readonly clock: Clock
}

/** Knows whether the ledger answers, and whether this machine's clock agrees with the ledger's. */
export interface LedgerWatch extends HealthSource {
  start(): void
  stop(): Promise<void>
}

/** Creates the watch: it compares clocks by a barrier every 30 s. */
export function createLedgerWatch({ ledger, liveness, barrier, clock }: WatchOptions): LedgerWatch {
  let watching: Subscription | undefined
  let problem: string | undefined = 'has not answered yet'
  let skewMs = 0

  async function compare(): Promise<void> {
    try {
      const before = clock.now().getTime()
      await barrier.raise('canary')
      const after = clock.now().getTime()
      const newest = { direction: 'backwards', limit: 1 } as const
      for await (const { recordedAt } of ledger.read(barrier.stream, newest)) {
        skewMs = outside(recordedAt.getTime(), before, after)
      }
    } catch {
      // That the ledger does not answer is told by looking.
    }
  }

  const comparing = inBackground(clock, compareEveryMs, compare)

  return {
    start() {
      watching = liveness.beats$.subscribe(beat => (problem = beat.problem))
      comparing.start()
    },
    async stop() {
      watching?.unsubscribe()
      await comparing.stop()
    },
    health(): readonly HealthItem[] {
      const skewed = skewMs > toleratedSkewMs
      return [
        problem === undefined
          ? { name: 'ledger', state: 'ok' }
          : { name: 'ledger', state: 'failing', reason: problem },
        skewed
          ? { name: 'clock', state: 'failing', reason: `is ${skewMs} ms off the ledger's` }
          : { name: 'clock', state: 'ok' },
      ]
    },
  }
}

// How far a time lies outside of the span in which it was made.
function outside(time: number, from: number, to: number): number {
  return Math.max(0, from - time, time - to)
}
