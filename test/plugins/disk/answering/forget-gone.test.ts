import t from 'tap'
import { createForgetSweep } from '../../../../plugins/disk/answering/forget-gone.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { createTestHost } from '../test-host.ts'

const now = new Date('2026-01-20T00:00:00.000Z')
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000)
const disk = (mount: string, differs: object): object => ({
  ...{ disk_id: `id of ${mount}`, host: 'web01', mount, interval_seconds: 60 },
  ...{ severity: 'unknown', held_severity: 'ok', sampled_at: daysAgo(20), failed_at: null },
  ...differs,
})

t.test('a disk that has been gone for a week is forgotten, and one that blocks is not', async t => {
  const rows = [
    disk('/gone', {}),
    disk('/gone and failing', { failed_at: daysAgo(8) }),
    disk('/lately', { failed_at: daysAgo(6) }),
    disk('/there', { sampled_at: now }),
    disk('/blocking', { held_severity: 'critical' }),
    disk('/forgotten', { forgotten_at: daysAgo(1) }),
  ]
  const forgotten: string[] = []
  const host = createTestHost({ rows, clock: createFakeClock(now.toISOString()) })
  const sweep = createForgetSweep({
    ...host,
    execute: async (_decider, { stream, command }) => {
      forgotten.push(Object(command).disk.mount)
      t.match(Object(command).reason, /week/)
      return { events: [], position: 0n, revision: BigInt(stream.length) }
    },
  })
  await sweep.run(new AbortController().signal)
  t.strictSame(forgotten, ['/gone', '/gone and failing'])
})
