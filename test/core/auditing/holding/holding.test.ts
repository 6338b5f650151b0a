import { EventStoreDBClient } from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { createCommandHandler } from '../../../../core/commanding/command-handler.ts'
import { coreEventSources } from '../../../../core/events/core-events.ts'
import { createEventCatalog } from '../../../../core/events/event-catalog.ts'
import { holdDecider } from '../../../../core/auditing/holding/hold-decider.ts'
import { holdStream } from '../../../../core/auditing/holding/hold-events.ts'
import { createHolding } from '../../../../core/auditing/holding/holding.ts'
import { createLedger } from '../../../../core/ledger/eventstoredb.ts'
import { createStreamLimiter } from '../../../../core/ledger/stream-limiter.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { createTestLedgerUrl } from '../../../support/ledger.ts'
import { createProbe } from '../../../support/probe.ts'
import { silentLog } from '../../../support/silent-log.ts'
import { until } from '../../../support/decklog-process.ts'

const url = await createTestLedgerUrl(t)
const ledger = createLedger({ url, log: silentLog })
const client = EventStoreDBClient.connectionString(url)
t.teardown(() => Promise.all([ledger.close(), client.dispose()]))
const probe = createProbe()
const [category = ''] = Object.keys(probe.source.streams)
const source = { ...probe.source, streams: { [category]: { maxAgeDays: 1, maxCount: 9 } } }
const catalog = createEventCatalog([...coreEventSources, source])
const clock = createFakeClock('2026-01-01T00:00:00.000Z')
const warned: string[] = []
const log = silentLog.child({})
log.warn = (_: unknown, message?: string) => void warned.push(String(message))
const parts = { ledger, catalog, clock, log }
const holding = createHolding(parts)
await holding.record.start()
holding.keeper.start()
t.teardown(() => Promise.all([holding.keeper.stop(), holding.record.stop()]))
const limiter = createStreamLimiter({ ledger, limitsOf: holding.record.limitsOf })
const commands = createCommandHandler({ ...parts, limiter, machine: 'test' })

async function act(command: Parameters<typeof holdDecider.decide>[0]): Promise<void> {
  const actor = { kind: 'person', id: 'ann' } as const
  await commands.execute('core', holdDecider, { stream: holdStream, command, actor })
}

const set = (holdId: string, streams: readonly string[], categories: readonly string[] = []) =>
  act({ do: 'set', holdId, streams, categories, reason: 'A case.' })

async function write(stream: string): Promise<void> {
  await limiter.ensure(stream)
  const event = { id: randomUUID(), type: probe.type, data: {}, metadata: {} }
  await ledger.append(stream, [event])
}

async function ageOf(stream: string): Promise<number | undefined> {
  return (await client.getStreamMetadata(stream)).metadata?.maxAge
}

/** Lets the process look at holds and at streams, until what is wanted is so. */
async function untilAge(stream: string, seconds: number | undefined): Promise<void> {
  await until(async () => {
    await clock.advance(2_000)
    return (await ageOf(stream)) === seconds
  })
}

t.test('nothing of a held stream expires, until the hold is ended', async t => {
  const [stream, other] = [`${category}-a`, `${category}-b`]
  await write(stream)
  await write(other)
  t.equal(await ageOf(stream), 86_400)
  const holdId = randomUUID()
  await set(holdId, [stream])
  await untilAge(stream, undefined)
  t.equal(await ageOf(other), 86_400, 'another stays as it was')
  t.equal(holding.record.covers(stream), true)
  await act({ do: 'end', holdId, reason: 'It is over.' })
  await untilAge(stream, 86_400)
  const { metadata } = await client.getStreamMetadata(stream)
  t.match(metadata, { maxAge: 86_400, maxCount: 9 })
  const hold = holding.record.all().get(holdId)
  t.match(hold, { setBy: 'person:ann', endedBy: 'person:ann', endReason: 'It is over.' })
})

t.test('a category is held with the streams that it has and those to come', async t => {
  const [known, later] = [`${category}-c`, `${category}-d`]
  await write(known)
  const [first, second] = [randomUUID(), randomUUID()]
  await set(first, [], [category])
  await set(second, [known])
  await untilAge(known, undefined)
  await write(later)
  t.equal(await ageOf(later), undefined)
  await act({ do: 'end', holdId: first, reason: 'It is over.' })
  await untilAge(later, 86_400)
  t.equal(await ageOf(known), undefined, 'another hold is still on it')
  await act({ do: 'end', holdId: second, reason: 'It is over.' })
  await untilAge(known, 86_400)
})

t.test('a stream that is there no longer costs the others nothing', async t => {
  const [gone, kept] = [`${category}-gone`, `${category}-kept`]
  await write(gone)
  await write(kept)
  await client.tombstoneStream(gone)
  t.equal(await ageOf(kept), 86_400)
  const holdId = randomUUID()
  await set(holdId, [gone, kept])
  await untilAge(kept, undefined)
  await act({ do: 'end', holdId, reason: 'It is over.' })
  await untilAge(kept, 86_400)
  t.strictSame(warned, [], 'and there is nothing to be done about it')
})

t.test('a hold is set once and ended once', async t => {
  const holdId = randomUUID()
  await set(holdId, ['x-1'])
  await set(holdId, ['x-2'])
  await holding.record.refresh()
  t.strictSame(holding.record.all().get(holdId)?.streams, ['x-1'])
  await act({ do: 'end', holdId, reason: 'It is over.' })
  const end = act({ do: 'end', holdId, reason: 'Again.' })
  await t.rejects(end, { code: 'DECKLOG_REFUSED' })
  const unknown = act({ do: 'end', holdId: randomUUID(), reason: 'Which?' })
  await t.rejects(unknown, { code: 'DECKLOG_NOT_FOUND' })
})

t.test('another process knows the holds from its start', async t => {
  await set(randomUUID(), ['kept-1'])
  const other = createHolding(parts)
  await other.record.start()
  t.teardown(() => other.record.stop())
  t.equal(other.record.covers('kept-1'), true)
  t.equal(other.record.covers('kept-2'), false)
})
