import { randomUUID } from 'node:crypto'
import t from 'tap'
import { systemClock } from '../../../core/clock.ts'
import { createCommandHandler } from '../../../core/commanding/command-handler.ts'
import { DecklogError } from '../../../core/errors.ts'
import { coreEventSources } from '../../../core/events/core-events.ts'
import { createEventCatalog } from '../../../core/events/event-catalog.ts'
import { createGateKeeper } from '../../../core/gates/gate-keeper.ts'
import { createLedger } from '../../../core/ledger/eventstoredb.ts'
import type { Ledger } from '../../../core/ledger/ledger.ts'
import { createStreamLimiter } from '../../../core/ledger/stream-limiter.ts'
import { createWriter } from '../../../core/ledger/writer.ts'
import { createHost } from '../../../core/loading/host.ts'
import { pulseStream, receivingStream } from '../../../core/receiving/gaps.ts'
import { createReceivingRecord } from '../../../core/receiving/receiving-record.ts'
import { closedOutbound } from '../../support/closed-outbound.ts'
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts'
import { createTestLedgerUrl } from '../../support/ledger.ts'
import { silentLog as log } from '../../support/silent-log.ts'
import { until } from '../../support/until.ts'

const minuteMs = 60_000
const startAt = Date.parse('2026-01-01T00:00:00.000Z')
const catalog = createEventCatalog(coreEventSources)
const ledger = createLedger({ url: await createTestLedgerUrl(t), log })
t.teardown(() => ledger.close())

/** A process that serves the API, over the ledger or over one that is cut off from it. */
function processOf(clock: FakeClock, machine: string, over: Ledger = ledger) {
  const limiter = createStreamLimiter({ ledger: over, limitsOf: catalog.limitsOf })
  const commands = createCommandHandler({
    ...{ ledger: over, catalog, limiter, clock: systemClock, log, machine },
  })
  const host = createHost(
    {
      ...{ clock, log, catalog, commands, ledger: over, machine: { name: machine, root: '/' } },
      writer: createWriter({ ledger: over, limiter, clock: systemClock, log }),
      gates: createGateKeeper({ clock, log }),
      outbound: closedOutbound,
      rows: () => Promise.reject(new Error('no rows are read here')),
    },
    'core',
    {},
  )
  return createReceivingRecord({ host, clock, log, machine })
}

async function gapsSince(position: bigint): Promise<readonly unknown[]> {
  const gaps = []
  for await (const event of ledger.read(receivingStream))
    if (event.position > position) gaps.push(event.data)
  return gaps
}

async function confirmations(): Promise<bigint> {
  for await (const { revision } of ledger.read(pulseStream, { direction: 'backwards', limit: 1 }))
    return revision
  return -1n
}

t.test('a stop is a gap, and who is back first records it for all', async t => {
  const before = await ledger.head()
  const clock = createFakeClock()
  const first = processOf(clock, 'web-1')
  await first.start()
  t.strictSame(await gapsSince(before), [], 'there was nothing before the first start')
  await first.stop()
  await clock.advance(30 * minuteMs)
  const both = [processOf(clock, 'web-1'), processOf(clock, 'web-2')]
  await Promise.all(both.map(one => one.start()))
  const [gap, ...others] = await gapsSince(before)
  t.strictSame(others, [])
  t.match(gap, {
    from: new Date(startAt).toISOString(),
    to: new Date(startAt + 30 * minuteMs).toISOString(),
    cause: 'stopped',
  })
  await Promise.all(both.map(one => one.stop()))
})

t.test('a stop of one while another goes on is no gap', async t => {
  const clock = createFakeClock(new Date(startAt + 60 * minuteMs).toISOString())
  const one = processOf(clock, 'web-1')
  await one.start()
  const before = await ledger.head()
  const confirmed = await confirmations()
  for (let n = 1n; n <= 4n; n += 1n) {
    await clock.advance(minuteMs / 2)
    await until('it was confirmed', async () => (await confirmations()) >= confirmed + n)
  }
  const other = processOf(clock, 'web-2')
  await other.start()
  t.strictSame(await gapsSince(before), [])
  await Promise.all([one.stop(), other.stop()])
})

t.test('a ledger that took nothing is a gap, once it takes something again', async t => {
  const clock = createFakeClock(new Date(startAt + 120 * minuteMs).toISOString())
  let state: 'up' | 'down' = 'up'
  const cut: Ledger = {
    ...ledger,
    append: async (...args) => {
      if (state === 'down') throw new DecklogError('DECKLOG_LEDGER_UNAVAILABLE', randomUUID())
      return ledger.append(...args)
    },
    read: (...args) => {
      if (state === 'down') throw new DecklogError('DECKLOG_LEDGER_UNAVAILABLE', randomUUID())
      return ledger.read(...args)
    },
  }
  const one = processOf(clock, 'web-1', cut)
  await one.start()
  const before = await ledger.head()
  state = 'down'
  await clock.advance(10 * minuteMs)
  t.strictSame(await gapsSince(before), [])
  state = 'up'
  await clock.advance(2_000)
  await until('the gap is recorded', async () => (await gapsSince(before)).length > 0)
  t.match(await gapsSince(before), [
    { from: new Date(startAt + 120 * minuteMs).toISOString(), cause: 'unavailable' },
  ])
  await one.stop()
})
