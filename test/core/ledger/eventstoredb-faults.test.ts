import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { systemClock } from '../../../core/clock.ts'
import { isDecklogError } from '../../../core/errors.ts'
import { createLedger } from '../../../core/ledger/eventstoredb.ts'
import type { Ledger, NewEvent, StoredEvent } from '../../../core/ledger/ledger.ts'
import { createStreamLimiter } from '../../../core/ledger/stream-limiter.ts'
import { createWriter } from '../../../core/ledger/writer.ts'
import { createTestLedgerUrl } from '../../support/ledger.ts'
import { createProxy, type Proxy, type ProxyMode } from '../../support/proxy.ts'
import { silentLog } from '../../support/silent-log.ts'
import { until } from '../../support/until.ts'
import { allowed } from '../../support/rounds.ts'

const target = await createTestLedgerUrl(t)
const unavailable = { code: 'DECKLOG_LEDGER_UNAVAILABLE' }

const newStream = (): string => `faultTest-${randomUUID()}`
const event = (number = 0): NewEvent => ({
  id: randomUUID(),
  type: 'fault.Tested',
  data: { number, text: 'x'.repeat(200) },
  metadata: { plugin: 'fault', receivedAt: '2026-01-01T00:00:00.000Z' },
})

async function connect(t: Test): Promise<{ readonly ledger: Ledger; readonly proxy: Proxy }> {
  const proxy = await createProxy(t, target)
  const ledger = createLedger({ url: proxy.url, log: silentLog })
  t.teardown(() => ledger.close())
  return { ledger, proxy }
}

async function all(reading: AsyncIterable<StoredEvent>): Promise<StoredEvent[]> {
  const read: StoredEvent[] = []
  for await (const one of reading) read.push(one)
  return read
}

async function tookMs(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now()
  await work()
  return performance.now() - startMs
}

// How long the network stays broken is what these tests are about.
const outage = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

async function answers(ledger: Ledger): Promise<boolean> {
  return ledger.append(newStream(), [event()]).then(
    () => true,
    () => false,
  )
}

const recovery = (ledger: Ledger): Promise<number> =>
  tookMs(() => until('the ledger answers again', () => answers(ledger)))

t.test('a ledger that refuses connections', async t => {
  const { ledger, proxy } = await connect(t)
  await proxy.set('refuse')
  const ms = await tookMs(async () => {
    await t.rejects(ledger.append(newStream(), [event()]), unavailable)
    await t.rejects(all(ledger.read(newStream())), unavailable)
    await t.rejects(ledger.head(), unavailable)
    await t.rejects(ledger.limit(newStream(), { maxCount: 1 }), unavailable)
  })
  t.ok(ms < allowed(3_000), `fails at once, here in ${ms} ms`)
  await proxy.set('pass')
  t.ok((await recovery(ledger)) < allowed(5_000))
})

t.test('a connection that goes silent', async t => {
  const { ledger, proxy } = await connect(t)
  const stream = newStream()
  await ledger.append(stream, [event()])
  await proxy.set('black_hole')
  const unknown = event(1)
  const ms = await tookMs(async () => {
    const append = ledger.append(stream, [unknown])
    const read = all(ledger.read(stream))
    await t.rejects(append, { code: 'DECKLOG_OUTCOME_UNKNOWN' })
    await t.rejects(read, unavailable)
  })
  t.ok(ms < allowed(3_000), `ends in ${ms} ms`)
  t.ok((await tookMs(() => answers(ledger))) < allowed(3_000), 'and so does the next call')
  await proxy.set('pass')
  t.ok((await recovery(ledger)) < allowed(5_000))
  await ledger.append(stream, [unknown])
  t.equal((await all(ledger.read(stream))).length, 2, 'the repeat is stored once')
})

t.test('a connection that was silent from the start', async t => {
  const { ledger, proxy } = await connect(t)
  await proxy.set('black_hole')
  const ms = await tookMs(() => t.rejects(ledger.append(newStream(), [event()]), unavailable))
  t.ok(ms < allowed(3_000), `ends in ${ms} ms`)
  await proxy.set('pass')
  t.ok((await recovery(ledger)) < allowed(5_000))
})

for (const mode of ['black_hole', 'reset', 'refuse'] as const satisfies readonly ProxyMode[]) {
  t.test(`a subscription ends by itself when the network fails: ${mode}`, async t => {
    const { ledger, proxy } = await connect(t)
    const stop = new AbortController()
    t.teardown(() => stop.abort())
    let brokenMs = 0
    const following = async (): Promise<void> => {
      const options = { types: ['fault.Never'], after: 'end', signal: stop.signal } as const
      for await (const batch of ledger.subscribe(options)) {
        if (!batch.live) continue
        brokenMs = performance.now()
        await proxy.set(mode)
      }
    }
    await t.rejects(following(), unavailable)
    const ms = performance.now() - brokenMs
    t.ok(ms < allowed(4_000), `noticed after ${ms} ms`)
    await proxy.set('pass')
    t.ok((await recovery(ledger)) < allowed(5_000))
  })
}

t.test('many appends on their way when the network goes silent', async t => {
  const { ledger, proxy } = await connect(t)
  await ledger.append(newStream(), [event()])
  await proxy.set('black_hole')
  const appends = Array.from({ length: 300 }, () => ledger.append(newStream(), [event()]))
  const ends = await Promise.allSettled(appends)
  t.ok(ends.every(end => end.status === 'rejected' && isDecklogError(end.reason)))
  await proxy.set('pass')
  t.ok((await recovery(ledger)) < allowed(5_000))
})

t.test('a request whose answer is lost is one event', async t => {
  const { ledger, proxy } = await connect(t)
  const stream = newStream()
  await ledger.append(newStream(), [event()])
  const limiter = createStreamLimiter({ ledger, limitsOf: () => undefined })
  const writer = createWriter({ ledger, limiter, clock: systemClock, log: silentLog })
  await proxy.set('cut_after_request')
  const appended = writer.append(stream, [event(1)])
  await outage(500)
  await proxy.set('pass')
  t.equal((await appended).revision, 0n)
  t.equal((await all(ledger.read(stream))).length, 1)
})

t.test('a writer loses and doubles nothing while the network fails again and again', async t => {
  const { ledger, proxy } = await connect(t)
  const limiter = createStreamLimiter({ ledger, limitsOf: () => undefined })
  const writer = createWriter({ ledger, limiter, clock: systemClock, log: silentLog })
  const streams = [newStream(), newStream(), newStream()]
  const stop = new AbortController()
  const acknowledged = streams.map((): number[] => [])
  const writing = streams.map(async (stream, index) => {
    for (let number = 0; !stop.signal.aborted; number += 1) {
      const appended = writer.append(stream, [event(number)])
      await appended.then(() => acknowledged[index]?.push(number)).catch(() => {})
    }
  })
  for (const mode of ['reset', 'cut_after_request', 'refuse', 'latency', 'black_hole'] as const) {
    const before = acknowledged.map(numbers => numbers.length)
    await until('every stream goes on', () =>
      acknowledged.every((numbers, index) => numbers.length > (before[index] ?? 0) + 5),
    )
    await proxy.set(mode)
    await outage(mode === 'black_hole' ? 3_500 : 700)
    await proxy.set('pass')
  }
  await until('the ledger answers again', () => answers(ledger))
  stop.abort()
  await Promise.all(writing)
  await writer.flush(5_000)
  for (const [index, stream] of streams.entries()) {
    const stored = (await all(ledger.read(stream))).map(
      one => (one.data as { readonly number: number }).number,
    )
    t.strictSame(
      stored,
      [...new Set(stored)].toSorted((a, b) => a - b),
      'in order, each once',
    )
    const lost = acknowledged[index]?.filter(number => !stored.includes(number))
    t.strictSame(lost, [], `all ${acknowledged[index]?.length} acknowledged ones are there`)
  }
})
