import t from 'tap'
import type { HealthItem } from '../../../core/telemetry/health.ts'
import { createStallWatch } from '../../../core/projecting/stall-watch.ts'
import type { ProjectionStatus } from '../../../core/projecting/projection-status.ts'
import { createStreams } from '../../support/decided-streams.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { silentLog as log } from '../../support/silent-log.ts'

const status: ProjectionStatus = {
  ...{ name: 'disk-status', version: 1, generation: 1, state: 'live', position: 1n },
  ...{ lagEvents: 0, lagSeconds: 0, parked: 0 },
}

t.test('records once that a projection stands still, and once that it moves again', async t => {
  const clock = createFakeClock()
  const { execute, recorded } = createStreams()
  let health: HealthItem = { name: 'projection:disk-status', state: 'ok' }
  const board = { status: () => [status], health: () => [health] }
  // Two processes look at the same projection.
  const watches = [0, 1].map(() => createStallWatch({ board, execute, clock, log }))
  for (const watch of watches) watch.start()
  await clock.advance(10_000)
  t.strictSame(recorded, [], 'nothing while it moves')
  health = { ...health, state: 'failing', reason: 'has not moved' }
  await clock.advance(20_000)
  health = { ...health, state: 'ok' }
  await clock.advance(20_000)
  await Promise.all(watches.map(watch => watch.stop()))
  t.match(recorded, [
    { type: 'core.ProjectionStalled', data: { reason: 'has not moved' } },
    { type: 'core.ProjectionResumed', data: { projection: 'disk-status' } },
  ])
  t.equal(recorded.length, 2)
})

t.test('what is built for the first time does not stand still', async t => {
  const clock = createFakeClock()
  const { execute, recorded } = createStreams()
  const board = {
    status: () => [{ ...status, state: 'building' } as const],
    health: () => [{ name: 'projection:disk-status', state: 'failing' } as const],
  }
  const watch = createStallWatch({ board, execute, clock, log })
  watch.start()
  await clock.advance(10_000)
  await watch.stop()
  t.strictSame(recorded, [])
})
