import t from 'tap'
import type { Ledger } from '../../../core/ledger/ledger.ts'
import { createLagMeter } from '../../../core/projecting/lag-meter.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
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

  await meter.measure(projection, first, head)
  t.match(meter.lagOf(name), { events: 101, stuck: 'no' })
  await clock.advance(29_999)
  await meter.measure(projection, first, head)
  t.match(meter.lagOf(name), { events: 101, stuck: 'no' })
  await clock.advance(1)
  await meter.measure(projection, first, head)
  t.match(meter.lagOf(name), { events: 101, stuck: 'yes' })
  t.ok((meter.lagOf(name).seconds ?? 0) > 25, 'as old as the oldest that waits')

  await meter.measure(projection, second, head)
  t.match(meter.lagOf(name), { events: 100, stuck: 'no' }, 'it has moved')
  await clock.advance(60_000)
  await meter.measure(projection, second, head)
  t.match(meter.lagOf(name), { stuck: 'no' }, '100 events may wait')
  await meter.measure(projection, head, head)
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
  await meter.measure(projection, position, head)
  t.match(meter.lagOf(projection.name), { events: null, seconds: null, stuck: 'no' })
  slow = false
  await meter.measure(projection, position, head)
  t.match(meter.lagOf(projection.name), { events: 2 })
})
