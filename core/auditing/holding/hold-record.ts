import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { messageOf } from '../../errors.ts'
import type { Recorded } from '../../event.ts'
import type { EventCatalog } from '../../events/event-catalog.ts'
import type { Ledger, LimitChange } from '../../ledger/ledger.ts'
import { noLimits } from '../../ledger/stream-limiter.ts'
import { inBackground } from '../../timing/loop-until.ts'
import { holdDecider, isHeldBy, type Holds } from './hold-decider.ts'
import { holdStream, type HoldEvent } from './hold-events.ts'

const everyMs = 2_000

/** The holds, as this process knows them: within two seconds of their being recorded. */
export interface HoldRecord {
  /** Resolves once they are known: nothing expires by mistake before. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Reads what is new. */
  refresh(): Promise<void>
  all(): Holds
  covers(stream: string): boolean
  /** The retention of a stream by its category, lifted where it is held. */
  limitsOf(stream: string): LimitChange | undefined
  /** Grows with every change. */
  readonly changes: bigint
}

export interface RecordParts {
  readonly ledger: Pick<Ledger, 'read'>
  readonly catalog: Pick<EventCatalog, 'decode' | 'limitsOf'>
  readonly clock: Clock
  readonly log: Logger
}

/** Creates the record of a process. */
export function createHoldRecord({ ledger, catalog, clock, log }: RecordParts): HoldRecord {
  let holds = holdDecider.initial
  let next = 0n

  async function refresh(): Promise<void> {
    for await (const stored of ledger.read(holdStream, { from: next })) {
      if (stored.revision < next) continue
      // Nothing else is recorded there; this says so to the compiler.
      holds = holdDecider.evolve(holds, catalog.decode(stored) as Recorded<HoldEvent>)
      next = stored.revision + 1n
    }
  }

  const refreshing = inBackground(clock, everyMs, () =>
    refresh().catch((error: unknown) => {
      log.debug({ reason: messageOf(error) }, 'it is not known which holds there are')
    }),
  )

  const covers = (stream: string): boolean =>
    [...holds.values()].some(hold => isHeldBy(hold, stream))

  return {
    async start() {
      await refresh()
      refreshing.start()
    },
    stop: refreshing.stop,
    refresh,
    all: () => holds,
    covers,
    limitsOf: stream => (covers(stream) ? noLimits : catalog.limitsOf(stream)),
    get changes() {
      return next
    },
  }
}
