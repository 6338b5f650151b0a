import type { Host } from '../host.ts'
import type { Sweep } from '../plugin.ts'
import { isForgotten, isGone, type RecordedSubject } from './judging/standing.ts'

/** Whose subjects are forgotten when they are gone, and how. */
export interface GoneOwner<Row extends RecordedSubject> {
  /** All subjects, as their rows tell them. */
  rows(): Promise<readonly Row[]>
  /** The failure that tells of nothing but that a subject is not there, where there is one. */
  readonly absence?: string
  forget(row: Row, reason: string): Promise<unknown>
}

/**
 * Creates the sweep that forgets subjects which have been gone for a week and hold no block, so that their alarms end by themselves. What
 * blocks is forgotten by hand alone.
 */
export function createForgetSweep<Row extends RecordedSubject>(
  host: Pick<Host, 'clock'>,
  { rows, absence, forget }: GoneOwner<Row>,
): Sweep {
  return {
    name: 'forget-gone',
    everySeconds: 600,
    async run(signal) {
      const now = host.clock.now()
      for (const row of await rows()) {
        if (signal.aborted) return
        if (!isGone(row, now, absence) || isForgotten(row, absence)) continue
        await forget(row, 'It has not been seen for a week.')
      }
    },
  }
}
