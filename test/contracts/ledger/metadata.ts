import { binaryEvent, jsonEvent, type JSONType, type StreamMetadata } from '@eventstore/db-client'
import { setTimeout as delay } from 'node:timers/promises'
import type { Test } from 'tap'
import { createLedgerClient, failure, outcome } from '../../support/ledger-client.ts'

/** Stream metadata: what it keeps, and what it hides. */
export async function metadataContract(t: Test, url: string): Promise<void> {
  await t.test('keeps known and custom keys', async t => {
    const { client, seeded, stream } = createLedgerClient(t, url)
    const name = await seeded(1)
    const metadata: StreamMetadata & { custom: JSONType } = {
      maxCount: 100,
      maxAge: 3600,
      truncateBefore: 0,
      cacheControl: 45,
      acl: { readRoles: ['a', 'b'], writeRoles: ['c'] },
      custom: { list: [1, 'ü', null] },
    }
    await client.setStreamMetadata(name, metadata)
    t.match((await client.getStreamMetadata(name)).metadata, metadata)
    t.equal((await client.getStreamMetadata(stream())).metadata, undefined)
  })

  await t.test('is a stream with an expected revision of its own', async t => {
    const { client, stream, bothWays } = createLedgerClient(t, url)
    const name = stream()
    const set = (expectedRevision: 'any' | 'no_stream' | 'stream_exists' | bigint) =>
      client.setStreamMetadata(name, {}, { expectedRevision })
    t.equal(await outcome(set('stream_exists')), 'wrong-expected-version')
    t.equal((await set('no_stream')).nextExpectedRevision, 0n)
    t.match(await failure(set('no_stream')), { streamName: `$$${name}`, actualVersion: 0n })
    t.equal((await set(0n)).nextExpectedRevision, 1n)
    t.equal((await set('any')).nextExpectedRevision, 2n)
    t.strictSame(await bothWays(`$$${name}`), ['2', '2'], 'which keeps its newest event')
    t.strictSame(await bothWays(name), ['stream-not-found', 'stream-not-found'])
  })

  const limits: readonly [StreamMetadata, string, string][] = [
    [{ maxCount: 3 }, '7 8 9', '8 9 10'],
    [{ maxCount: 1 }, '9', '10'],
    [{ truncateBefore: 8 }, '8 9', '8 9 10'],
    [{ truncateBefore: 10 }, '', '10'],
    [{ truncateBefore: 15 }, '', ''],
    [{ maxCount: 8, truncateBefore: 7 }, '7 8 9', '7 8 9 10'],
    [{ maxAge: 3600, truncateBefore: 9 }, '9', '9 10'],
  ]
  for (const [metadata, before, after] of limits)
    await t.test(`hides what ${JSON.stringify(metadata)} says`, async t => {
      const { client, append, seeded, revisions, bothWays } = createLedgerClient(t, url)
      const name = await seeded(10)
      await client.setStreamMetadata(name, metadata)
      t.strictSame(await bothWays(name), [before, reversed(before)])
      t.equal(await revisions(name, { maxCount: 1 }), before.split(' ')[0])
      t.equal(await revisions(name, { direction: 'backwards', fromRevision: 1n }), '')
      t.equal((await append(name, 1, 9n)).nextExpectedRevision, 10n)
      t.strictSame(await bothWays(name), [after, reversed(after)])
    })

  await t.test('hides events when they are older than maxAge', async t => {
    const { client, append, seeded, bothWays } = createLedgerClient(t, url)
    const name = await seeded(3)
    await client.setStreamMetadata(name, { maxAge: 1 })
    await delay(1_300)
    t.strictSame(await bothWays(name), ['', ''])
    await append(name, 1)
    t.strictSame(await bothWays(name), ['3', '3'])
  })

  await t.test('shows hidden events again when it is lifted', async t => {
    const { client, seeded, revisions } = createLedgerClient(t, url)
    const name = await seeded(5)
    await client.setStreamMetadata(name, { truncateBefore: 3 })
    await client.setStreamMetadata(name, {})
    t.equal(await revisions(name), '0 1 2 3 4')
  })

  await t.test('is any JSON event of the metadata stream; nonsense is ignored whole', async t => {
    const { append, client, seeded, revisions } = createLedgerClient(t, url)
    const json = (data: JSONType) => jsonEvent({ type: 'any', data })
    const table = [
      [json({ $maxCount: 1 }), '2'],
      [json({ $maxCount: 1, $maxAge: 'x' }), '0 1 2'],
      [json({ $maxCount: 1, $acl: 'everybody' }), '0 1 2'],
      [json({ $maxCount: 1, $acl: { $r: ['a'] } }), '2'],
      [json({ $maxCount: 0, $tb: 2 }), '2'],
      [json({ $maxCount: -1 }), '0 1 2'],
      [json({ $maxCount: 1.5 }), '0 1 2'],
      [json({ $tb: -5 }), '0 1 2'],
      [json({ $tb: 2 ** 63 }), '0 1 2'],
      [json([1]), '0 1 2'],
      [json({ own: { $tb: 1 }, $tb: 2 }), '2'],
      [json({ $tmp: 'x', $tb: 2 }), '0 1 2'],
      [binaryEvent({ type: '$metadata', data: Buffer.from('{"$maxCount":1}') }), '0 1 2'],
      [binaryEvent({ type: '$metadata', data: Buffer.from([1]) }), '0 1 2'],
    ] as const
    for (const [event, wanted] of table) {
      const name = await seeded(3)
      await client.appendToStream(`$$${name}`, event)
      t.equal(await revisions(name), wanted, JSON.stringify(event.data))
      t.equal((await append(name, 1)).nextExpectedRevision, 3n)
    }
  })
}

function reversed(revisions: string): string {
  return revisions.split(' ').reverse().join(' ')
}
