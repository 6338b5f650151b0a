import t from 'tap'
import { createDaySweep } from '../../../plugins/disk/summarise-days.ts'
import { sample } from './examples.ts'
import { dayStream, sampleStream } from '../../../plugins/disk/streams.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createLedgerHost, type LedgerHost } from './ledger-host.ts'

const HOUR = 3_600_000
const today = new Date().toISOString().slice(0, 10)

async function observe({ host, disk }: LedgerHost): Promise<void> {
  const event = { type: 'disk.Sampled', data: { ...sample, ...disk } } as const
  await host.observe({ stream: sampleStream(disk.diskId), event })
}

async function toldOf({ disk, eventsOf }: LedgerHost): Promise<readonly string[]> {
  const events = await eventsOf(dayStream(disk.diskId))
  return events.map(({ type, data }) => ('day' in data ? `${type} ${data.day}` : type))
}

const dayAfter = (days: number): string =>
  new Date(Date.parse(today) + days * 24 * HOUR).toISOString().slice(0, 10)

t.test('summarises a day once it is over, however often it runs', async t => {
  const clock = createFakeClock(`${today}T22:00:00.000Z`)
  const setup = await createLedgerHost(t, { clock, config: { sampleRetention: '2d' } })
  const sweep = createDaySweep(setup.host)
  const run = (): Promise<void> => sweep.run(new AbortController().signal)

  await observe(setup)
  await run()
  t.strictSame(await toldOf(setup), [], 'not while it lasts')

  await clock.advance(2 * HOUR + 60_000)
  await observe(setup)
  await run()
  t.strictSame(await toldOf(setup), [], 'not before late readings had their time')

  await clock.advance(HOUR)
  await run()
  await run()
  await createDaySweep(setup.host).run(new AbortController().signal)
  const first = [`disk.DaySummarised ${today}`, `disk.DetailExpired ${today}`]
  t.strictSame(await toldOf(setup), first)

  await clock.advance(24 * HOUR)
  await run()
  t.strictSame(await toldOf(setup), [
    ...first,
    `disk.DaySummarised ${dayAfter(1)}`,
    `disk.DetailExpired ${dayAfter(1)}`,
  ])
})

t.test('waits for readings that the ledger could not take at midnight', async t => {
  const clock = createFakeClock(`${today}T22:00:00.000Z`)
  const setup = await createLedgerHost(t, { clock })
  const sweep = createDaySweep(setup.host)
  const run = (): Promise<void> => sweep.run(new AbortController().signal)
  await observe(setup)
  await clock.advance(6 * HOUR)
  await run()
  t.strictSame(await toldOf(setup), [], 'the rest of the day may still be buffered')
  await observe(setup)
  await run()
  t.strictSame(await toldOf(setup), [`disk.DaySummarised ${today}`])
  await clock.advance(24 * HOUR)
  await run()
  t.equal((await toldOf(setup)).length, 1)
  await clock.advance(24 * HOUR)
  await run()
  t.equal((await toldOf(setup)).length, 2, 'given up on')
})

t.test('detail stays as long as its samples are safe', async t => {
  const clock = createFakeClock(`${today}T12:00:00.000Z`)
  const setup = await createLedgerHost(t, { clock, config: { sampleRetention: '10d' } })
  const run = (): Promise<void> => createDaySweep(setup.host).run(new AbortController().signal)
  await observe(setup)
  await clock.advance(8 * 24 * HOUR)
  await run()
  t.strictSame(await toldOf(setup), [`disk.DaySummarised ${today}`])
  await clock.advance(24 * HOUR)
  await run()
  t.strictSame(await toldOf(setup), [`disk.DaySummarised ${today}`, `disk.DetailExpired ${today}`])
})
