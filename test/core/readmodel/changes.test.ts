import t, { type Test } from 'tap'
import { retryParked } from '../../../core/projecting/retry-parked.ts'
import type { Change } from '../../../core/readmodel/changes.ts'
import { forgetRemovals } from '../../../core/readmodel/row-removals.ts'
import { createProbe, type Probe } from '../../support/probe.ts'
import { prepareReadSide, startReadSide, waitLive, type ReadSide } from '../../support/read-side.ts'
import { until } from '../../support/until.ts'

/** A probe whose rows go away at a reading of zero, and that takes every other reading once it is mended. */
function removing(probe: Probe, fold: 'broken' | 'mended'): Probe {
  const { projection, type } = probe
  const usual = projection.on[type]
  const on: typeof projection.on = {
    [type]: (row, event, key) => {
      const { reading } = event.data
      if (reading === 0) return null
      const taken = fold === 'mended' ? Math.abs(reading) : reading
      return usual?.(row, { ...event, data: { ...event.data, reading: taken } }, key) ?? null
    },
  }
  return { ...probe, projection: { ...projection, on } }
}

function collectAnew(t: Test, side: ReadSide): readonly Change[] {
  const anew: Change[] = []
  const subscription = side.changes.anew$.subscribe(change => anew.push(change))
  t.teardown(() => subscription.unsubscribe())
  return anew
}

t.test('tells of deleted rows for a day, and then that all is to be read anew', async t => {
  const ground = await prepareReadSide(t, removing(createProbe(), 'broken'))
  const { projection } = ground.probe
  const side = await startReadSide(t, ground)
  const before = await side.barrier.raise()
  await side.measure('a', [1])
  await side.measure('b', [1])
  const removed = await side.measure('a', [0])
  await waitLive(side, ground)
  const { changes } = side
  t.match(await changes.changedSince(projection.name, before, 10), [{ key: 'b' }, { key: 'a' }])
  t.match(await changes.changedSince(projection.name, removed - 1n, 10), [
    { key: 'a', position: removed },
  ])
  t.ok(await changes.canFollow(projection.name, before))
  await side.database.query(`update row_removals set removed_at = now() - interval '25 hours'`)
  await side.database.withClient(client => forgetRemovals(client, projection))
  t.same(await changes.changedSince(projection.name, removed - 1n, 10), [])
  t.notOk(await changes.canFollow(projection.name, removed - 1n))
  t.ok(await changes.canFollow(projection.name, removed))
})

t.test('tells that rows changed by a retry are to be read anew', async t => {
  const ground = await prepareReadSide(t, removing(createProbe(), 'broken'))
  const { name } = ground.probe.projection
  const broken = await startReadSide(t, ground)
  await broken.measure('a', [-1, 2])
  await waitLive(broken, ground)
  await broken.stop()
  const probe = removing(ground.probe, 'mended')
  const side = await startReadSide(t, { ...ground, probe })
  const anew = collectAnew(t, side)
  await until('it listens', async () => side.board.status()[0]?.state === 'degraded')
  const passed = await side.barrier.raise()
  await waitLive(side, ground)
  t.ok(await side.changes.canFollow(name, passed))
  t.match(await retryParked(side, probe.projection), { applied: 2 })
  await until('it is announced', () => anew.length > 0)
  t.match(anew, [{ topic: name }])
  t.notOk(await side.changes.canFollow(name, passed))
})
