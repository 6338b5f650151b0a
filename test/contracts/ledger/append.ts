import { binaryEvent, jsonEvent, type AppendExpectedRevision } from '@eventstore/db-client'
import type { Test } from 'tap'
import { createLedgerClient, errorType, failure, outcome } from '../../support/ledger-client.ts'

const credentials = { username: 'admin', password: 'changeit' }
const limit = 1024 * 1024

/** Appends: expectations, atomicity, contents and limits. */
export async function appendContract(t: Test, url: string): Promise<void> {
  await t.test('checks the expected revision', async t => {
    const { append, seeded, stream } = createLedgerClient(t, url)
    const table: readonly [string, number, AppendExpectedRevision, string][] = [
      ['any, missing', 0, 'any', '0'],
      ['any, existing', 3, 'any', '3'],
      ['no_stream, missing', 0, 'no_stream', '0'],
      ['no_stream, existing', 3, 'no_stream', 'wrong-expected-version'],
      ['stream_exists, missing', 0, 'stream_exists', 'wrong-expected-version'],
      ['stream_exists, existing', 2, 'stream_exists', '2'],
      ['the last revision', 3, 2n, '3'],
      ['a passed revision', 3, 1n, 'wrong-expected-version'],
      ['a revision ahead', 3, 3n, 'wrong-expected-version'],
      ['a revision of a missing stream', 0, 0n, 'wrong-expected-version'],
    ]
    for (const [name, seed, expected, wanted] of table) {
      const into = seed > 0 ? await seeded(seed) : stream()
      const got = await append(into, 1, expected).then(
        r => String(r.nextExpectedRevision),
        errorType,
      )
      t.equal(got, wanted, name)
    }
  })

  await t.test('says what it expected and what it found', async t => {
    const { append, seeded, stream } = createLedgerClient(t, url)
    const existing = await seeded(3)
    t.match(await failure(append(existing, 1, 'no_stream')), {
      streamName: existing,
      expectedVersion: 'no_stream',
      actualVersion: 2n,
    })
    t.match(await failure(append(stream(), 1, 7n)), {
      expectedVersion: 7n,
      actualVersion: 'no_stream',
    })
  })

  await t.test('answers the same on the plain path', async t => {
    const { client, events, seeded, stream, revisions } = createLedgerClient(t, url)
    const existing = await seeded(2)
    const plain = (expectedRevision: AppendExpectedRevision, into = existing) =>
      client.appendToStream(into, events(1), { expectedRevision, credentials })
    t.equal((await plain(1n)).nextExpectedRevision, 2n)
    t.match(await failure(plain('no_stream')), { expectedVersion: 'no_stream', actualVersion: 2n })
    t.match(await failure(plain('stream_exists', stream())), { actualVersion: 'no_stream' })
    const gone = await seeded(1)
    await client.tombstoneStream(gone)
    t.match(await failure(plain('any', gone)), { type: 'stream-deleted', streamName: gone })
    t.equal(await revisions(existing), '0 1 2')
  })

  await t.test('writes all events of an append or none', async t => {
    const { append, seeded, revisions } = createLedgerClient(t, url)
    const stream = await seeded(2)
    t.equal(await outcome(append(stream, 20, 0n)), 'wrong-expected-version')
    t.equal(await revisions(stream), '0 1')
    t.equal((await append(stream, 300, 1n)).nextExpectedRevision, 301n)
  })

  await t.test('takes an append of no events', async t => {
    const { client, append, seeded, stream, revisions } = createLedgerClient(t, url)
    const missing = stream()
    t.equal((await append(missing, 0)).nextExpectedRevision, 0n)
    t.equal(await revisions(missing), 'stream-not-found')
    const existing = await seeded(3)
    t.equal((await append(existing, 0, 2n)).nextExpectedRevision, 2n)
    t.equal(await outcome(append(existing, 0, 1n)), 'wrong-expected-version')
    await client.deleteStream(existing)
    t.equal((await append(existing, 0)).nextExpectedRevision, 2n, 'brings a deleted stream back')
    t.equal(await revisions(existing), '')
  })

  await t.test('lets one of many appends at one revision win', async t => {
    const { append, seeded, revisions } = createLedgerClient(t, url)
    const stream = await seeded(1)
    const ended = await Promise.all(
      Array.from({ length: 30 }, () => outcome(append(stream, 1, 0n))),
    )
    t.equal(ended.filter(end => end === 'success').length, 1)
    t.equal(ended.filter(end => end === 'wrong-expected-version').length, 29)
    t.equal(await revisions(stream), '0 1')
  })

  await t.test('keeps the order in which one client sends', async t => {
    const { client, append, events, stream } = createLedgerClient(t, url)
    await append(stream(), 1)
    const into = stream()
    const results = await Promise.all(events(50).map(event => append(into, event)))
    t.strictSame(
      results.map(result => Number(result.nextExpectedRevision)),
      Array.from({ length: 50 }, (_, i) => i),
    )
    const read: unknown[] = []
    for await (const { event } of client.readStream(into)) read.push(event?.data)
    t.strictSame(
      read,
      Array.from({ length: 50 }, (_, n) => ({ n })),
    )
  })

  await t.test('returns what was written, byte for byte', async t => {
    const { client, append, stream } = createLedgerClient(t, url)
    const into = stream('ünïcødé 漢字 😀 a/b?c\n')
    const every = Uint8Array.from({ length: 256 }, (_, i) => i)
    const type = 'type "ü"\n$'
    await append(
      into,
      jsonEvent({ type, data: { a: '\u0000é' }, metadata: { $correlationId: 'c' } }),
    )
    await client.appendToStream(into, [
      binaryEvent({ type: 'b', data: every, metadata: Uint8Array.from([255, 0]) }),
      binaryEvent({ type: 'empty', data: new Uint8Array() }),
    ])
    const read: unknown[] = []
    for await (const { event } of client.readStream(into))
      read.push([event?.streamId, event?.type, event?.isJson, event?.data, event?.metadata])
    t.same(read, [
      [into, type, true, { a: '\u0000é' }, { $correlationId: 'c' }],
      [into, 'b', false, every, Uint8Array.from([255, 0])],
      [into, 'empty', false, new Uint8Array(), undefined],
    ])
  })

  await t.test('takes 1 MiB of event data in an append and no more', async t => {
    const { client, stream, revisions } = createLedgerClient(t, url)
    const data = (length: number) => binaryEvent({ type: 't', data: new Uint8Array(length) })
    const into = stream()
    for (const options of [{}, { credentials }]) {
      const send = (...lengths: number[]) => client.appendToStream(into, lengths.map(data), options)
      await send(limit / 2, limit / 2)
      t.match(await failure(send(limit + 1)), { maxAppendSize: limit })
      t.match(await failure(send(limit / 2, limit / 2, 1)), {
        type: 'maximum-append-size-exceeded',
      })
    }
    t.equal(await revisions(into), '0 1 2 3')
  })

  await t.test('takes an append in several messages as one', async t => {
    const { client, events, stream, revisions } = createLedgerClient(t, url)
    const into = stream()
    const options = { expectedRevision: 'no_stream', batchAppendSize: 300 } as const
    t.equal((await client.appendToStream(into, events(40), options)).nextExpectedRevision, 39n)
    t.equal(
      await outcome(client.appendToStream(into, events(40), options)),
      'wrong-expected-version',
    )
    t.equal((await revisions(into)).split(' ').length, 40)
  })

  await t.test('refuses an event without a type and a stream without a name', async t => {
    const { client, append, stream, events } = createLedgerClient(t, url)
    t.equal(await outcome(append(stream(), jsonEvent({ type: '', data: {} }))), 'unknown')
    t.equal(await outcome(append('', 1)), 'unknown')
    t.equal(await outcome(client.appendToStream('', events(1), { credentials })), 'unknown')
    t.equal(await outcome(append(stream(), 1)), 'success', 'and goes on')
  })

  await t.test('gives every event a position of its own', async t => {
    const { client, append, stream } = createLedgerClient(t, url)
    const into = stream()
    const first = await append(into, 1)
    const last = await append(into, 3)
    const positions: (bigint | undefined)[] = []
    for await (const { event } of client.readStream(into)) positions.push(event?.position?.commit)
    t.equal(positions[0], first.position?.commit)
    t.equal(positions[3], last.position?.commit)
    t.ok(positions.every((p, i) => i === 0 || (p ?? 0n) > (positions[i - 1] ?? 0n)))
  })
}
