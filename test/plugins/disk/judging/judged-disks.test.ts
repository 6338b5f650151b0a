import t from 'tap'
import type { Recorded } from '../../../../core/event.ts'
import { sample } from '../examples.ts'
import type { DiskObservation } from '../../../../plugins/disk/sample-events.ts'
import { createReaction } from '../../../../plugins/disk/judging/judged-disks.ts'
import type { Level } from '../../../../core/guarding/levels.ts'
import { pressureStream, sampleStream } from '../../../../plugins/disk/streams.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { createLedgerHost, type LedgerHost } from '../ledger-host.ts'

/** Appends a sample of every minute and answers them as the ledger has them. */
async function sampleEveryMinute(
  { host, disk }: LedgerHost,
  clock: ReturnType<typeof createFakeClock>,
  severities: readonly Level[],
): Promise<readonly Recorded<DiskObservation>[]> {
  const stream = sampleStream(disk.diskId)
  for (const severity of severities) {
    const judged = { observedSeverity: severity, retainedSeverity: severity }
    const data = { ...sample, ...disk, ...judged }
    await host.observe({ stream, event: { type: 'disk.Sampled', data } })
    await clock.advance(60_000)
  }
  const events: Recorded<DiskObservation>[] = []
  for await (const event of host.read(stream)) {
    if (event.type === 'disk.Sampled') events.push(event)
  }
  return events
}

async function turnsOf({ disk, eventsOf }: LedgerHost): Promise<readonly string[]> {
  const events = await eventsOf(pressureStream(disk.diskId))
  return events.map(({ type, data }) =>
    type === 'disk.PressureChanged' ? `${data.from}>${data.to}` : type,
  )
}

const clockNow = (): ReturnType<typeof createFakeClock> => createFakeClock(new Date().toISOString())

t.test('records each change of severity once, with the observation as its cause', async t => {
  const clock = clockNow()
  const setup = await createLedgerHost(t, { clock })
  const react = createReaction(setup.host)
  const events = await sampleEveryMinute(setup, clock, ['ok', 'warning', 'warning', 'warning'])
  for (const event of events) {
    await react(event)
    await react(event)
  }
  t.strictSame(await turnsOf(setup), ['unknown>ok', 'ok>warning'])
  for await (const change of setup.host.read(pressureStream(setup.disk.diskId))) {
    if (change.type !== 'disk.PressureChanged') continue
    t.equal(change.metadata['$causationId'], change.data.observationId)
  }
})

t.test('a new leader folds what it did not see', async t => {
  const clock = clockNow()
  const setup = await createLedgerHost(t, { clock })
  const severities: Level[] = ['ok', 'warning', 'warning', 'warning']
  const [first, , , last] = await sampleEveryMinute(setup, clock, severities)
  await createReaction(setup.host)(first!)
  await createReaction(setup.host)(last!)
  t.strictSame(await turnsOf(setup), ['unknown>ok', 'ok>warning'])
})

t.test('a leader that missed events while another led folds them too', async t => {
  const clock = clockNow()
  const setup = await createLedgerHost(t, { clock })
  const severities: Level[] = ['ok', 'critical', 'critical']
  const [first, , last] = await sampleEveryMinute(setup, clock, severities)
  const react = createReaction(setup.host)
  await react(first!)
  await react(last!)
  t.strictSame(await turnsOf(setup), ['unknown>ok', 'ok>critical'])
})
