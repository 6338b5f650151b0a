import t from 'tap'
import { retryParked } from '../../../core/projecting/retry-parked.ts'
import { verifyProjection } from '../../../core/projecting/verify-projection.ts'
import { emptyList } from '../../support/empty-list.ts'
import { mended } from '../../support/mended-probe.ts'
import { createProbe } from '../../support/probe.ts'
import {
  createReadSide,
  prepareReadSide,
  waitLive,
  type ReadSide,
  startReadSide,
} from '../../support/read-side.ts'
import { until } from '../../support/until.ts'

interface ParkedRow {
  readonly key: string
  readonly position: string
  readonly error: string | null
}

function parkedRows(side: ReadSide): Promise<readonly ParkedRow[]> {
  return side.database.query<ParkedRow>(
    'select key, position::text, error from parked_events as parked order by parked.position',
  )
}

t.test(
  'parks 3 of 1,000 events, applies the other 997, and the 3 once the fold is mended',
  async t => {
    const ground = await prepareReadSide(t)
    const { name } = ground.probe.projection
    const side = await startReadSide(t, ground)
    const bad = new Map<string, string>()
    const measure = async (sensor: string): Promise<void> => {
      const isBad = ['s13', 's500', 's999'].includes(sensor)
      const position = await side.measure(sensor, [isBad ? -1 : 1])
      if (isBad) bad.set(sensor, String(position))
    }
    for (let first = 0; first < 1_000; first += 25)
      await Promise.all(Array.from({ length: 25 }, (_, index) => `s${first + index}`).map(measure))
    await waitLive(side, ground)
    t.equal((await side.rows(name, { limit: 1_000 })).rows.length, 997)
    const parked = await parkedRows(side)
    t.strictSame(new Map(parked.map(row => [row.key, row.position])), bad)
    t.ok(parked.every(row => row.error === 'a reading below zero'))
    await until('it is shown', () => side.board.status()[0]?.parked === 3)
    t.match(side.board.status(), [{ state: 'degraded' }])
    t.match(side.board.health(), [{ state: 'degraded', reason: '3 events are parked' }])
    await side.stop()

    const probe = mended(ground.probe)
    const after = await startReadSide(t, { ...ground, probe })
    t.match(await retryParked(after, probe.projection), { applied: 3, parked: 0 })
    t.equal((await after.rows(name, { limit: 1_000 })).rows.length, 1_000)
    t.match(await verifyProjection(after, probe.projection), {
      events: 1_000,
      differences: emptyList,
    })
  },
)

t.test('parks what follows behind a parked event of the same key alone', async t => {
  const ground = await prepareReadSide(t)
  const { name } = ground.probe.projection
  const side = await startReadSide(t, ground)
  await side.measure('a', [1])
  await side.measure('a', [-1, 2])
  await waitLive(side, ground)
  await side.measure('a', [3])
  await side.measure('b', [4])
  t.match((await side.rows(name)).rows, [
    { _key: 'a', last_reading: 1, events: 1 },
    { _key: 'b', last_reading: 4 },
  ])
  t.match(await parkedRows(side), [
    { key: 'a', error: 'a reading below zero' },
    { key: 'a', error: null },
    { key: 'a', error: null },
  ])
})

t.test('parks behind an event that an earlier process parked', async t => {
  const ground = await prepareReadSide(t)
  const first = await startReadSide(t, ground)
  await first.measure('a', [1, -1])
  await waitLive(first, ground)
  await first.stop()
  const second = createReadSide(t, ground)
  await second.start()
  await second.measure('a', [2])
  await waitLive(second, ground)
  t.match((await second.rows(ground.probe.projection.name)).rows, [{ last_reading: 1, events: 1 }])
  t.equal((await parkedRows(second)).length, 2)
})

t.test('parks an event whose row Postgres refuses, and no other', async t => {
  const probe = createProbe()
  const columns = { ...probe.projection.columns, note: 'date' as const }
  const ground = await prepareReadSide(t, {
    ...probe,
    projection: { ...probe.projection, columns },
  })
  const side = await startReadSide(t, ground)
  await side.measure('a', [1, 2])
  await Promise.all([
    side.measure('a', [3], 'no day'),
    ...['b', 'c', 'd', 'e'].map(sensor => side.measure(sensor, [1])),
  ])
  await waitLive(side, ground)
  await side.measure('a', [4])
  await waitLive(side, ground)
  t.match((await side.rows(probe.projection.name)).rows, [
    { _key: 'a', events: 2 },
    ...['b', 'c', 'd', 'e'].map(_key => ({ _key, events: 1 })),
  ])
  t.match(await parkedRows(side), [
    { key: 'a', error: /invalid input syntax for type date/ },
    { key: 'a', error: null },
  ])
})

t.test('parks an event with text that Postgres cannot keep', async t => {
  const ground = await prepareReadSide(t)
  const side = await startReadSide(t, ground)
  await side.measure('a', [1], 'half \ud800')
  await side.measure('b', [1], 'nul \0')
  await side.measure('c', [1], 'fine')
  await waitLive(side, ground)
  t.match((await side.rows(ground.probe.projection.name)).rows, [{ _key: 'c' }])
  t.strictSame(new Set((await parkedRows(side)).map(row => row.key)), new Set(['a', 'b']))
})

t.test(
  'parks an event whose keys cannot be told under a star, and holds nothing else up',
  async t => {
    const probe = createProbe()
    const { projection } = probe
    const keys: typeof projection.keys = event => {
      if (event.data.sensor === 'unnamed') throw new Error('no key')
      return [event.data.sensor]
    }
    const ground = await prepareReadSide(t, { ...probe, projection: { ...projection, keys } })
    const side = await startReadSide(t, ground)
    await side.measure('unnamed', [1])
    await side.measure('unnamed', [2])
    await side.measure('a', [1])
    await waitLive(side, ground)
    t.match((await side.rows(projection.name)).rows, [{ _key: 'a' }])
    t.match(await parkedRows(side), [
      { key: '*', error: 'no key' },
      { key: '*', error: 'no key' },
    ])
  },
)
