import { messageOf } from '../errors.ts'
import type { HeldLease } from '../leases/leases.ts'
import type { RunnerParts } from './runner.ts'

const pauseMs = 1_000

/** Leads `name` until `signal` aborts, through every failure of the lease or of the work. */
export async function retryLeading(
  { leases, clock, log }: Pick<RunnerParts, 'leases' | 'clock' | 'log'>,
  name: string,
  work: (lease: HeldLease) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await leases.lead(name, work, signal)
    } catch (error) {
      log.warn({ reason: messageOf(error), lease: name }, 'led work failed and is begun again')
    }
    await clock.delay(pauseMs, signal).catch(() => {})
  }
}
