import t from 'tap'
import { rebuildProjection } from '../../../core/projecting/projection-operations.ts'
import { retryParked } from '../../../core/projecting/retry-parked.ts'
import { verifyProjection } from '../../../core/projecting/verify-projection.ts'
import type { Projection } from '../../../core/projection.ts'
import { emptyList } from '../../support/empty-list.ts'
import { mended } from '../../support/mended-probe.ts'
import type { Probe, ProbeEvent, ProbeRow } from '../../support/probe.ts'
import {
  createReadSide,
  prepareReadSide,
  startReadSide,
  waitLive,
} from '../../support/read-side.ts'
import { until } from '../../support/until.ts'

type Keys = Projection<ProbeRow, ProbeEvent>['keys']

function withKeys(probe: Probe, keys: Keys): Probe {
  return { ...probe, projection: { ...probe.projection, keys } }
}

t.test('applies parked events in order once the fold is mended', async t => {
  const ground = await prepareReadSide(t)
  const { name } = ground.probe.projection
  const broken = await startReadSide(t, ground)
  await broken.measure('a', [1, -1, 2, 3])
  await broken.measure('b', [-1])
  await broken.measure('c', [5])
  await waitLive(broken, ground)
  await broken.stop()

  const probe = mended(ground.probe)
  const side = createReadSide(t, { ...ground, probe })
  await side.start()
  t.match(await retryParked(side, probe.projection), { applied: 4, parked: 0 })
  await side.measure('a', [4])
  await waitLive(side, ground)
  t.match((await side.rows(name)).rows, [
    { _key: 'a', last_reading: 4, events: 5, last_revision: 4 },
    { _key: 'b', last_reading: 1, events: 1 },
    { _key: 'c', last_reading: 5, events: 1 },
  ])
  await until('it is healthy', () => side.board.status()[0]?.state === 'live')
  t.match(await verifyProjection(side, probe.projection), { events: 7, differences: emptyList })
})

t.test('leaves parked what the fold still cannot take', async t => {
  const ground = await prepareReadSide(t)
  const side = await startReadSide(t, ground)
  await side.measure('a', [1, -1, 2])
  await waitLive(side, ground)
  t.match(await retryParked(side, ground.probe.projection), { applied: 0, parked: 2 })
  t.match(await verifyProjection(side, ground.probe.projection), {
    events: 3,
    differences: emptyList,
  })
})

t.test('files events under their keys once those can be told', async t => {
  const ground = await prepareReadSide(t)
  const { probe } = ground
  const keyless = withKeys(probe, () => {
    throw new Error('no key')
  })
  const broken = await startReadSide(t, { ...ground, probe: keyless })
  await broken.measure('a', [1, 2])
  await waitLive(broken, ground)
  await broken.stop()
  const side = createReadSide(t, ground)
  await side.start()
  t.match(await retryParked(side, probe.projection), { applied: 2, parked: 0 })
  t.match((await side.rows(probe.projection.name)).rows, [{ _key: 'a', events: 2 }])
})

t.test('finds every kind of difference, by key and column', async t => {
  const ground = await prepareReadSide(t)
  const { projection } = ground.probe
  const side = createReadSide(t, ground)
  await side.start()
  for (const sensor of ['a', 'b', 'c']) await side.measure(sensor, [1])
  await waitLive(side, ground)
  const view = side.host.view(projection.name)
  await side.database.query(`update ${view} set last_reading = 9, note = 'x' where _key = 'a'`)
  await side.database.query(`delete from ${view} where _key = 'b'`)
  await side.database.query(`insert into ${view} (_key, _position) values ('z', 1)`)
  const { differences, rows } = await verifyProjection(side, projection)
  t.equal(rows, 3)
  t.strictSame(
    [...differences].sort((a, b) => (a.key < b.key ? -1 : 1)),
    [
      { key: 'a', kind: 'differs', columns: ['last_reading', 'note'] },
      { key: 'b', kind: 'missing', columns: [] },
      { key: 'z', kind: 'extra', columns: [] },
    ],
  )
})

t.test('rebuilds beside the table that is read, and replaces it', async t => {
  const ground = await prepareReadSide(t)
  const { projection } = ground.probe
  const side = createReadSide(t, ground)
  await side.start()
  for (const sensor of ['a', 'b']) await side.measure(sensor, [1, 2])
  await waitLive(side, ground)
  await side.database.query(`update ${side.host.view(projection.name)} set note = 'wrong'`)
  t.equal(await rebuildProjection(side.database, projection), 2)
  t.equal(await rebuildProjection(side.database, projection), 2)
  await until('the new table is read', () => side.board.status()[0]?.generation === 2)
  t.match((await side.rows(projection.name)).rows, [
    { note: null, events: 2 },
    { note: null, events: 2 },
  ])
  await until('the old table is gone', async () => {
    await side.board.refresh()
    return side.board.generations().length === 1
  })
})

t.test('is mended by a rebuild when the ledger was restored from an older backup', async t => {
  const ground = await prepareReadSide(t)
  const { projection } = ground.probe
  const first = createReadSide(t, ground)
  await first.start()
  await first.measure('a', [1])
  await waitLive(first, ground)
  await first.stop()
  const side = createReadSide(t, ground)
  await side.database.query('update projection_checkpoints set position = position + 1000000000000')
  await side.start()
  await until('it stopped', () => side.board.status()[0]?.state === 'stopped')
  await rebuildProjection(side.database, projection)
  await until('it lives again', () => side.board.status()[0]?.state === 'live')
  await side.measure('a', [2])
  t.match((await side.rows(projection.name)).rows, [{ _key: 'a', events: 2 }])
})
