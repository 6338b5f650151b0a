import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import t, { type Test } from 'tap'
import { systemClock, type Clock } from '../../../../core/clock.ts'
import { compareLedgers } from '../../../../core/auditing/copying/compare-ledgers.ts'
import { copyLedger, type Copied } from '../../../../core/auditing/copying/copy-ledger.ts'
import { createCopyTarget } from '../../../../core/auditing/copying/copy-target.ts'
import { readOrigin } from '../../../../core/history/origin.ts'
import { createLedger } from '../../../../core/ledger/eventstoredb.ts'
import { createWholeLedger } from '../../../../core/ledger/eventstoredb/whole-ledger.ts'
import type { WholeEvent, WholeLedger } from '../../../../core/ledger/whole-ledger.ts'
import { createTestLedgerUrl } from '../../../support/ledger.ts'
import { writeMixedHistory } from '../../../support/mixed-history.ts'
import { silentLog } from '../../../support/silent-log.ts'

// Copies go to empty ledgers, which a server that is shared by tests is not.
delete process.env['DECKLOG_EVENTSTORE_URL']

interface Place {
  readonly url: string
  readonly whole: WholeLedger
}

async function createPlace(t: Test): Promise<Place> {
  const url = await createTestLedgerUrl(t)
  const whole = createWholeLedger({ url, log: silentLog })
  t.teardown(() => whole.close())
  return { url, whole }
}

/** Waits for nothing, so that many retries take no time. */
const clock: Clock = { ...systemClock, delay: async () => undefined }

function copy(from: Place, to: WholeLedger): Promise<Copied> {
  const target = createCopyTarget({ ledger: to, clock })
  const stop = new AbortController().signal
  return copyLedger({
    ...{ source: from.whole, target, clock, until: 'head', stop },
    tell: () => undefined,
  })
}

async function all(ledger: WholeLedger): Promise<WholeEvent[]> {
  const events: WholeEvent[] = []
  for await (const event of ledger.readAll()) events.push(event)
  return events
}

const told = (events: readonly WholeEvent[]): unknown =>
  events
    .filter(({ type }) => !type.startsWith('$'))
    .map(({ id, stream, type, content, data }) => [id, stream, type, content, data])

const compare = (
  source: Place,
  copied: Place,
  upTo = 1n << 62n,
): ReturnType<typeof compareLedgers> =>
  compareLedgers({ source: source.whole, copy: copied.whole, upTo, tell: () => undefined })

t.test('a copy has every event once, with its id, in the order of the whole ledger', async t => {
  const [source, target] = [await createPlace(t), await createPlace(t)]
  await writeMixedHistory(t, source.url, { events: 300 })
  const { events } = await copy(source, target.whole)
  const [first, second] = [await all(source.whole), await all(target.whole)]
  t.equal(events, first.length)
  t.strictSame(told(second), told(first))
  t.match(await compare(source, target), { equal: 300, differenceCount: 0, expired: 0 })
})

t.test(
  'a copied event keeps when and where it was recorded first, also in a copy of the copy',
  async t => {
    const places = [await createPlace(t), await createPlace(t), await createPlace(t)] as const
    const [source, copied, again] = places
    const writer = EventStoreDBClient.connectionString(source.url)
    t.teardown(() => writer.dispose())
    await writer.appendToStream('kept-1', [
      jsonEvent({ type: 'a.Told', data: {}, metadata: { actor: 'x' } }),
    ])
    await copy(source, copied.whole)
    await writeMixedHistory(t, copied.url, { events: 5 })
    await copy(copied, again.whole)
    const [original] = await all(source.whole)
    for (const { url } of [copied, again]) {
      const ledger = createLedger({ url, log: silentLog })
      t.teardown(() => ledger.close())
      for await (const event of ledger.readAll({ limit: 1 })) {
        t.strictSame(event.recordedAt, original?.storedAt)
        t.strictSame(readOrigin(event.metadata)?.position, original?.position)
        t.equal(event.metadata['actor'], 'x')
      }
    }
    t.match(await compare(copied, again), { equal: 6, differenceCount: 0 })
    await writeMixedHistory(t, copied.url, { events: 5, from: 5 })
    t.match(await copy(copied, again.whole), { events: 5 }, 'it goes on where it ended')
    t.match(await compare(copied, again), { equal: 11, differenceCount: 0 })
  },
)

t.test('limits, cuts and deletions of streams come along', async t => {
  const [source, target] = [await createPlace(t), await createPlace(t)]
  const client = EventStoreDBClient.connectionString(source.url)
  t.teardown(() => client.dispose())
  const event = (type = 'a.Told') => jsonEvent({ type, data: {} })
  await client.appendToStream('limited-1', [event()])
  await client.setStreamMetadata('limited-1', { maxAge: 3_600, maxCount: 7, owner: 'ann' })
  await client.appendToStream('cut-1', [event(), event(), event('a.First'), event()])
  await client.setStreamMetadata('cut-1', { truncateBefore: 2 })
  await client.appendToStream('soft-1', [event()])
  await client.deleteStream('soft-1')
  await client.appendToStream('again-1', [event()])
  await client.deleteStream('again-1')
  await client.appendToStream('again-1', [event('a.Anew')])
  await client.appendToStream('gone-1', [event()])
  await client.tombstoneStream('gone-1')
  await copy(source, target.whole)
  const reader = EventStoreDBClient.connectionString(target.url)
  t.teardown(() => reader.dispose())
  const types = async (stream: string): Promise<string> => {
    const read: string[] = []
    try {
      for await (const { event } of reader.readStream(stream)) read.push(event?.type ?? '')
    } catch (error) {
      return error instanceof Error && 'type' in error ? String(error.type) : 'failed'
    }
    return read.join(' ')
  }
  const { metadata } = await reader.getStreamMetadata('limited-1')
  t.match(metadata, { maxAge: 3_600, maxCount: 7, owner: 'ann' })
  t.equal(await types('cut-1'), 'a.First a.Told')
  t.equal(await types('soft-1'), 'stream-not-found')
  t.equal(await types('again-1'), 'a.Anew')
  t.equal(await types('gone-1'), 'stream-deleted')
  t.match(await compare(source, target), { differenceCount: 0 })
})

t.test('a ledger with events of its own, or of another ledger, is not copied to', async t => {
  const [source, other, target] = [await createPlace(t), await createPlace(t), await createPlace(t)]
  await writeMixedHistory(t, source.url, { events: 20 })
  await writeMixedHistory(t, other.url, { events: 30 })
  await t.rejects(copy(source, other.whole), { code: 'DECKLOG_LEDGER_NOT_EMPTY' })
  await copy(other, target.whole)
  await t.rejects(copy(source, target.whole), { code: 'DECKLOG_COPY_FOREIGN' })
  await writeMixedHistory(t, target.url, { events: 1 })
  await t.rejects(copy(other, target.whole), { code: 'DECKLOG_LEDGER_NOT_EMPTY' })
})

t.test('an append that the caller never heard of is neither lost nor doubled', async t => {
  const [source, target] = [await createPlace(t), await createPlace(t)]
  await writeMixedHistory(t, source.url, { events: 60 })
  let calls = 0
  const unsure: WholeLedger = {
    ...target.whole,
    async append(stream, events, expected) {
      calls += 1
      // Every third is not sent, every fifth is stored and not answered.
      if (calls % 3 === 0)
        throw Object.assign(new Error('lost'), { code: 'DECKLOG_LEDGER_UNAVAILABLE' })
      const appended = await target.whole.append(stream, events, expected)
      if (calls % 5 === 0)
        throw Object.assign(new Error('lost'), { code: 'DECKLOG_OUTCOME_UNKNOWN' })
      return appended
    },
  }
  await copy(source, unsure)
  t.strictSame(told(await all(target.whole)), told(await all(source.whole)))
})

t.test('what is missing, more or other in a copy is named', async t => {
  const [source, target] = [await createPlace(t), await createPlace(t)]
  await writeMixedHistory(t, source.url, { events: 50 })
  const events = await all(source.whole)
  const altered = (
    change: (events: readonly WholeEvent[]) => readonly WholeEvent[],
  ): WholeLedger => ({
    ...source.whole,
    async *readAll() {
      yield* change(events)
    },
  })
  await copy(source, target.whole)
  const faults = async (ledger: WholeLedger): Promise<unknown> => {
    const upTo = 1n << 62n
    const result = await compareLedgers({
      source: ledger,
      copy: target.whole,
      upTo,
      tell: () => {},
    })
    t.equal(result.expired, 0, 'nothing expires here')
    t.equal(result.differenceCount, result.differences.length)
    return result.differences.map(({ kind, id }) => [kind, events.findIndex(one => one.id === id)])
  }
  t.strictSame(await faults(altered(all => all)), [])
  t.strictSame(await faults(altered(all => all.toSpliced(7, 1))), [['extra', 7]])
  const data = { n: -1 }
  t.strictSame(await faults(altered(all => all.with(7, { ...events[7]!, data }))), [['differs', 7]])
  const more = { ...events[7]!, id: 'another', position: events[49]!.position + 1n }
  t.strictSame(await faults(altered(all => [...all, more])), [['missing', -1]])
})
