import { v7 } from 'uuid'
import type { Host, Sweep } from '../../../core/plugin-api.ts'
import type { RecoveryConfig } from '../config.ts'
import { decideOn } from '../deciding/decide-on.ts'
import type { RecoveryEvent } from '../events.ts'
import { endRests } from '../pausing/end-rests.ts'
import { judgeAll } from './judge-all.ts'
import { askHold } from './quiet.ts'
import { tryAll } from './try-all.ts'
import { wishedFor } from './wishes.ts'
import { readWorld } from './world.ts'

/** Longer than an append may be under way of who led before. */
const firstLookMs = 10_000

/**
 * Creates the sweep that judges what was tried, and tries what is due. One process leads it: it alone begins attempts, and only once
 * nothing of whoever led before can still arrive.
 */
export function createHealSweep(host: Host<RecoveryConfig, RecoveryEvent>): Sweep {
  const { config, clock } = host
  let lookedMs = -Infinity
  let firstMs = 0
  const execute = decideOn.bind(null, host)

  /** Whether this process has been looking for long enough to begin something. */
  function leads(): boolean {
    const nowMs = clock.monotonicMs()
    if (nowMs - lookedMs > 2 * config.interval * 1_000 + firstLookMs) firstMs = nowMs
    lookedMs = nowMs
    return nowMs - firstMs >= Math.min(firstLookMs, config.settle * 1_000)
  }

  return {
    name: 'heal',
    everySeconds: config.interval,
    async run(signal) {
      const isLeading = leads()
      const world = await readWorld(host)
      await endRests(host, world)
      const judged = await judgeAll(host, world, execute)
      if (!isLeading) return
      // What was judged now is seen as it stands.
      const seen = judged === 'decided' ? await readWorld(host) : world
      const candidates = [...(await wishedFor(host, seen)), ...seen.candidates]
      const trying = { config, newId: v7, execute, hold: askHold.bind(null, host) }
      await tryAll({ ...seen, candidates }, trying, signal)
    },
  }
}
