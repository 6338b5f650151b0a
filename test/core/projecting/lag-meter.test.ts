import t from 'tap'
import type { Ledger, SubscribeOptions } from '../../../core/ledger/ledger.ts'
import { createLagMeter, type Standing } from '../../../core/projecting/lag-meter.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createProbe } from '../../support/probe.ts'
import { createReadSide, prepareReadSide } from '../../support/read-side.ts'

const readings = (count: number): readonly number[] => Array.from({ length: count }, () => 1)

t.test('counts what waits, and finds a projection stuck after 30 s', async t => {
  const ground = await prepareReadSide(t)
  const { projection } = ground.probe
  const { name } = projection
  const side = createReadSide(t, ground)
  const clock = createFakeClock(new Date().toISOString())
  const meter = createLagMeter({ ledger: side.ledger, clock })
  t.strictSame(meter.lagOf(name), { events: null, seconds: null, stuck: 'no' })
  const first = await side.measure('a', readings(1))
  const second = await side.measure('a', readings(1))
  const head = await side.measure('a', readings(100))

  await meter.measure([{ projection, position: first }], head)
  t.match(meter.lagOf(name), { events: 101, stuck: 'no' })
  await clock.advance(29_999)
  await meter.measure([{ projection, position: first }], head)
  t.match(meter.lagOf(name), { events: 101, stuck: 'no' })
  await clock.advance(1)
  await meter.measure([{ projection, position: first }], head)
  t.match(meter.lagOf(name), { events: 101, stuck: 'yes' })
  t.ok((meter.lagOf(name).seconds ?? 0) > 25, 'as old as the oldest that waits')

  await meter.measure([{ projection, position: second }], head)
  t.match(meter.lagOf(name), { events: 100, stuck: 'no' }, 'it has moved')
  await clock.advance(60_000)
  await meter.measure([{ projection, position: second }], head)
  t.match(meter.lagOf(name), { stuck: 'no' }, '100 events may wait')
  await meter.measure([{ projection, position: head }], head)
  t.match(meter.lagOf(name), { events: 0, seconds: 0, stuck: 'no' })
  meter.forget()
  t.match(meter.lagOf(name), { events: null, seconds: null, stuck: 'no' })
})

t.test('does not know what waits when the ledger is too slow to tell, and asks again', async t => {
  const ground = await prepareReadSide(t)
  const { projection } = ground.probe
  const side = createReadSide(t, ground)
  let slow = true
  const ledger: Pick<Ledger, 'subscribe'> = {
    async *subscribe(options) {
      for await (const batch of side.ledger.subscribe(options))
        yield slow ? { ...batch, events: [], live: false } : batch
    },
  }
  const meter = createLagMeter({ ledger, clock: createFakeClock() })
  const position = await side.measure('a', readings(1))
  const head = await side.measure('a', readings(2))
  await meter.measure([{ projection, position }], head)
  t.match(meter.lagOf(projection.name), { events: null, seconds: null, stuck: 'no' })
  slow = false
  await meter.measure([{ projection, position }], head)
  t.match(meter.lagOf(projection.name), { events: 2 })
})

t.test('looks once for all that were at the end, and alone for those that are behind', async t => {
  const ground = await prepareReadSide(t)
  const other = createProbe()
  const side = createReadSide(t, { ...ground, sources: [other.source] })
  const asked: SubscribeOptions[] = []
  const ledger: Pick<Ledger, 'subscribe'> = {
    subscribe(options) {
      asked.push(options)
      return side.ledger.subscribe(options)
    },
  }
  const meter = createLagMeter({ ledger, clock: createFakeClock() })
  const { projection } = ground.probe
  const first = await side.measure('a', readings(1))
  const both = (position: bigint): readonly Standing[] => [
    { projection, position },
    { projection: other.projection, position: first },
  ]
  await meter.measure(both(first), first)
  t.equal(asked.length, 0, 'both are at the end')

  const second = await side.measure('a', readings(2))
  await meter.measure(both(first), second)
  t.match(meter.lagOf(projection.name), { events: 2 })
  t.match(meter.lagOf(other.projection.name), { events: 0, seconds: 0 }, 'it follows none of them')
  t.equal(asked.length, 1)

  const third = await side.measure('a', readings(1))
  await meter.measure(both(first), third)
  t.match(meter.lagOf(projection.name), { events: 3 })
  t.match(meter.lagOf(other.projection.name), { events: 0 })
  t.equal(asked.length, 3, 'who is behind does not make the others’ look long')

  const fourth = await side.measure('a', readings(1))
  await meter.measure(both(third), third)
  await meter.measure(both(third), fourth)
  t.match(meter.lagOf(projection.name), { events: 1 }, 'what it has passed does not wait')
})

t.test('counts each alone where too much has come to be looked through together', async t => {
  const ground = await prepareReadSide(t)
  const other = createProbe()
  const side = createReadSide(t, { ...ground, sources: [other.source] })
  const meter = createLagMeter({ ledger: side.ledger, clock: createFakeClock() })
  const { projection } = ground.probe
  const first = await side.measure('a', readings(1))
  const standings = [projection, other.projection].map(one => ({
    projection: one,
    position: first,
  }))
  await meter.measure(standings, first)
  let head = first
  for (let round = 0; round < 3; round += 1) head = await side.measure('a', readings(1_000))
  await meter.measure(standings, head)
  t.ok((meter.lagOf(projection.name).events ?? 0) >= 1_000)
  t.match(meter.lagOf(other.projection.name), { events: 0 })
})
