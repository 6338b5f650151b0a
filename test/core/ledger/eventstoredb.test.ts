import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { isDecklogError } from '../../../core/errors.ts'
import { createLedger } from '../../../core/ledger/eventstoredb.ts'
import type {
  Ledger,
  NewEvent,
  StoredEvent,
  SubscribeOptions,
} from '../../../core/ledger/ledger.ts'
import { createTestLedgerUrl } from '../../support/ledger.ts'
import { silentLog } from '../../support/silent-log.ts'

const url = await createTestLedgerUrl(t)
const ledger = createLedger({ url, log: silentLog })
t.teardown(() => ledger.close())

const newStream = (): string => `adapterTest-${randomUUID()}`
const event = (number: number, type = 'adapter.Tested'): NewEvent => ({
  id: randomUUID(),
  type,
  data: { number },
  metadata: { plugin: 'adapter', receivedAt: '2026-01-01T00:00:00.000Z' },
})
const events = (count: number): NewEvent[] => Array.from({ length: count }, (_, n) => event(n))

async function all(reading: AsyncIterable<StoredEvent>): Promise<StoredEvent[]> {
  const read: StoredEvent[] = []
  for await (const one of reading) read.push(one)
  return read
}

const numbers = (read: readonly StoredEvent[]): unknown[] =>
  read.map(one => (one.data as { readonly number: number }).number)

t.test('appends and reads back what was appended', async t => {
  const stream = newStream()
  const [first, second] = [event(1), event(2)]
  const appended = await ledger.append(stream, [first, second], { expected: 'no_stream' })
  t.equal(appended.revision, 1n)
  const read = await all(ledger.read(stream))
  t.match(read, [
    { ...first, stream, revision: 0n },
    { ...second, stream, revision: 1n, position: appended.position },
  ])
  t.ok(Math.abs(Date.now() - (read[0]?.recordedAt.getTime() ?? 0)) < 60_000)
})

t.test('reads a missing stream as empty', async t => {
  t.strictSame(await all(ledger.read(newStream())), [])
  t.strictSame(await all(ledger.read(newStream(), { direction: 'backwards', limit: 1 })), [])
})

t.test('reads from a revision, either way, and no more than asked', async t => {
  const stream = newStream()
  await ledger.append(stream, events(10))
  t.strictSame(numbers(await all(ledger.read(stream, { from: 7n }))), [7, 8, 9])
  t.strictSame(numbers(await all(ledger.read(stream, { limit: 2 }))), [0, 1])
  t.strictSame(numbers(await all(ledger.read(stream, { limit: 0 }))), [])
  const last = await all(ledger.read(stream, { direction: 'backwards', limit: 2 }))
  t.strictSame(numbers(last), [9, 8])
  const before = await all(ledger.read(stream, { direction: 'backwards', from: 1n }))
  t.strictSame(numbers(before), [1, 0])
})

t.test('reads long streams whole', async t => {
  const stream = newStream()
  await ledger.append(stream, events(3_000))
  t.equal((await all(ledger.read(stream))).length, 3_000)
})

t.test('refuses another revision than the expected one', async t => {
  const stream = newStream()
  await ledger.append(stream, [event(0)])
  for (const expected of ['no_stream', 5n] as const) {
    await t.rejects(ledger.append(stream, [event(1)], { expected }), {
      code: 'DECKLOG_REVISION_CONFLICT',
      extra: { actual: '0' },
    })
  }
  t.equal((await ledger.append(stream, [event(1)], { expected: 0n })).revision, 1n)
})

t.test('stores a repeated append once', async t => {
  const stream = newStream()
  const batch = events(3)
  const first = await ledger.append(stream, batch)
  await ledger.append(stream, [event(9)])
  t.strictSame(await ledger.append(stream, batch), first)
  t.equal((await all(ledger.read(stream))).length, 4)
})

t.test('refuses an append that is too large', async t => {
  const large = { ...event(0), data: { text: 'x'.repeat(1_100_000) } }
  await t.rejects(ledger.append(newStream(), [large]), { code: 'DECKLOG_LEDGER_REFUSED' })
})

t.test('limits a stream, and leaves other metadata alone', async t => {
  const stream = newStream()
  await ledger.limit(stream, { maxCount: 2 })
  await ledger.limit(stream, { maxCount: 2, maxAgeSeconds: 3_600 })
  await ledger.append(stream, events(5))
  t.strictSame(numbers(await all(ledger.read(stream))), [3, 4])
  const metadata = await all(ledger.read(`$$${stream}`))
  t.match(metadata.at(-1)?.data, { $maxCount: 2, $maxAge: 3_600 })
  const revision = metadata.at(-1)?.revision
  await ledger.limit(stream, { maxCount: 2 })
  t.equal((await all(ledger.read(`$$${stream}`))).at(-1)?.revision, revision, 'nothing to change')
})

t.test('reads the whole ledger after a position, without the store’s own events', async t => {
  const stream = newStream()
  const { position } = await ledger.append(stream, [event(0)])
  await ledger.limit(stream, { maxCount: 100 })
  await ledger.append(stream, [event(1), event(2)])
  const mine: StoredEvent[] = []
  for await (const one of ledger.readAll({ from: position })) {
    t.notOk(one.type.startsWith('$'))
    if (one.stream === stream) mine.push(one)
  }
  t.strictSame(numbers(mine), [1, 2])
  const backwards = await all(ledger.readAll({ direction: 'backwards', limit: 5 }))
  t.equal(backwards.length, 5)
  const positions = backwards.map(one => one.position)
  t.strictSame(
    positions,
    positions.toSorted((a, b) => (a > b ? -1 : 1)),
  )
})

t.test('says where the newest event is', async t => {
  const { position } = await ledger.append(newStream(), [event(0)])
  t.ok((await ledger.head()) >= position)
})

t.test('stops a read when told to', async t => {
  const stream = newStream()
  await ledger.append(stream, events(10))
  const stop = new AbortController()
  const reading = ledger.read(stream, { signal: stop.signal })[Symbol.asyncIterator]()
  await reading.next()
  stop.abort()
  await t.rejects(async () => {
    for (let next = await reading.next(); !next.done; next = await reading.next());
  })
})

for (const others of [0, 100])
  t.test(`follows ${1 + others} exact types from the start, and says when it is live`, async t => {
    const stream = newStream()
    const type = uniqueType()
    const types = [type, ...Array.from({ length: others }, (_, n) => `${uniqueType()}${n}`)]
    await ledger.append(stream, [event(0, type), event(1, `${type}Not`), event(2, type)])
    const stop = new AbortController()
    const seen: number[] = []
    let live = false
    for await (const batch of ledger.subscribe({
      types,
      after: 'start',
      signal: stop.signal,
    })) {
      seen.push(...(numbers(batch.events) as number[]))
      if (batch.live && !live) await ledger.append(stream, [event(3, type)])
      live = batch.live
      if (seen.includes(3)) stop.abort()
    }
    t.ok(live)
    t.strictSame(seen, [0, 2, 3])
  })

t.test('goes on after a checkpoint without a gap or a double', async t => {
  const stream = newStream()
  const type = uniqueType()
  await ledger.append(
    stream,
    Array.from({ length: 50 }, (_, n) => event(n, type)),
  )
  const seen: number[] = []
  let after: bigint | 'start' = 'start'
  for (let round = 0; seen.length < 50 && round < 60; round += 1) {
    const stop = new AbortController()
    const options: SubscribeOptions = {
      ...{ types: [type], after, maxBatch: 10, signal: stop.signal },
    }
    for await (const batch of ledger.subscribe(options)) {
      t.ok(batch.events.length <= 10)
      seen.push(...(numbers(batch.events) as number[]))
      after = batch.checkpoint ?? after
      if (batch.events.length > 0) stop.abort()
    }
  }
  t.strictSame(
    seen,
    Array.from({ length: 50 }, (_, n) => n),
  )
})

t.test('starts at the end when asked to', async t => {
  const stream = newStream()
  const type = uniqueType()
  await ledger.append(stream, [event(0, type)])
  const stop = new AbortController()
  const seen: number[] = []
  let appended = false
  for await (const batch of ledger.subscribe({
    types: [type],
    after: 'end',
    signal: stop.signal,
  })) {
    seen.push(...(numbers(batch.events) as number[]))
    if (batch.live && !appended) await ledger.append(stream, [event(1, type)])
    appended ||= batch.live
    if (seen.length > 0) stop.abort()
  }
  t.strictSame(seen, [1])
})

t.test('moves the checkpoint over events of other types', async t => {
  const stream = newStream()
  const type = uniqueType()
  const { position } = await ledger.append(stream, events(2_500))
  const stop = new AbortController()
  let checkpoint = 0n
  for await (const batch of ledger.subscribe({
    types: [type],
    after: 'start',
    signal: stop.signal,
  })) {
    checkpoint = batch.checkpoint ?? checkpoint
    if (batch.live) stop.abort()
  }
  t.ok(checkpoint > 0n && checkpoint <= position)
})

t.test('hands a slow reader everything, in order', async t => {
  const stream = newStream()
  const type = uniqueType()
  await follow(t, { stream, type, count: 3_000 })
})

async function follow(
  t: Test,
  {
    stream,
    type,
    count,
  }: { readonly stream: string; readonly type: string; readonly count: number },
): Promise<void> {
  const stop = new AbortController()
  const seen: bigint[] = []
  let after: bigint | 'start' = 'start'
  const writing = appendSome(ledger, stream, type, count)
  while (!stop.signal.aborted) {
    const batches = ledger.subscribe({ types: [type], after, maxBatch: 50, signal: stop.signal })
    try {
      for await (const batch of batches) {
        seen.push(...batch.events.map(one => one.revision))
        after = batch.checkpoint ?? after
        await new Promise(setImmediate)
        if (seen.length >= count) stop.abort()
      }
    } catch (error) {
      // EventStoreDB drops a reader that is too slow; it goes on after its last checkpoint.
      if (!isDecklogError(error, 'DECKLOG_LEDGER_UNAVAILABLE')) throw error
    }
  }
  await writing
  t.equal(seen.length, count)
  t.ok(seen.every((revision, index) => revision === BigInt(index)))
}

async function appendSome(to: Ledger, stream: string, type: string, count: number): Promise<void> {
  for (let done = 0; done < count; done += 100) {
    await to.append(
      stream,
      Array.from({ length: 100 }, (_, n) => event(done + n, type)),
    )
  }
}

function uniqueType(): string {
  return `adapter.Tested${randomUUID().replaceAll('-', '')}`
}
