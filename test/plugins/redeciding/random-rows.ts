import type { GatedDisk } from '../../../plugins/disk/answering/disk-facts.ts'
import type { VerifiedRow } from '../../../plugins/rollout/verifying/gate.ts'
import type { createChance } from './chance.ts'

type Chance = ReturnType<typeof createChance>

const levels = ['ok', 'ok', 'warning', 'critical', 'emergency'] as const
const mounts = ['/', '/var', '/srv'] as const

/** Rows of `disk-status` as they may be at a time: read, failing, silent, gone, forgotten, or none at all. */
export function randomDisks(chance: Chance, now: Date): readonly GatedDisk[] {
  return mounts.slice(0, chance.below(4)).map(mount => ({
    ...{ disk_id: `disk-${mount}`, host: 'web-1', mount, interval_seconds: 60 },
    ...{ severity: chance.pick([...levels, 'unknown']), held_severity: chance.pick(levels) },
    sampled_at: ago(chance, now),
    failed_at: chance.pick([null, ago(chance, now)]),
    forgotten_at: chance.pick([null, null, null, ago(chance, now)]),
    failure: chance.pick([null, 'unreadable', 'not_mounted'] as const),
    forecast: chance.pick([
      null,
      {
        ...{ fullInSeconds: 7_200, lowSeconds: 3_600, highSeconds: 9_000, of: 'bytes' },
        ...{ severity: chance.pick(levels), bytesPerSecond: 1, inodesPerSecond: 0 },
      } as never,
    ]),
    severity_event_id: chance.pick([null, `level-${chance.below(99)}`]),
    sample_event_id: chance.pick([null, `sample-${chance.below(99)}`]),
    failure_event_id: chance.pick([null, `failure-${chance.below(99)}`]),
  }))
}

/** Rows of `verifications` as they may be at a time. */
export function randomVerifications(chance: Chance, now: Date): readonly VerifiedRow[] {
  return Array.from({ length: chance.below(3) }, (_, index) => {
    const at = ago(chance, now)
    return {
      ...{ verification_id: `v${index}`, target: 'production', board_id: null },
      ...{ speaks_for: 'all', started_at: at, finished_at: at, event_id: `verified-${index}` },
      verdict: chance.pick(['passed', 'passed', 'failed'] as const),
    } as const
  })
}

function ago(chance: Chance, now: Date): Date {
  const seconds = chance.pick([10, 100, 3_600, 86_400, 8 * 86_400])
  return new Date(now.getTime() - Math.ceil(chance.next() * seconds * 1_000))
}
