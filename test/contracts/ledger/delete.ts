import type { AppendExpectedRevision } from '@eventstore/db-client'
import type { Test } from 'tap'
import { createLedgerClient, failure, outcome } from '../../support/ledger-client.ts'
import { until } from '../../support/until.ts'

const missing = ['stream-not-found', 'stream-not-found']
const tombstoned = ['stream-deleted', 'stream-deleted']
const wrong = 'wrong-expected-version'

/** Soft deletes and tombstones. */
export async function deleteContract(t: Test, url: string): Promise<void> {
  await t.test('deletes a stream at the expected revision', async t => {
    const { client, seeded, stream, bothWays } = createLedgerClient(t, url)
    const table: readonly [number, 'any' | 'no_stream' | bigint, string][] = [
      [3, 'any', 'success'],
      [3, 2n, 'success'],
      [3, 1n, wrong],
      [3, 7n, wrong],
      [3, 'no_stream', wrong],
      [0, 'any', wrong],
      [0, 'no_stream', wrong],
      [0, 0n, wrong],
    ]
    for (const [count, expectedRevision, wanted] of table) {
      const name = count > 0 ? await seeded(count) : stream()
      t.equal(await outcome(client.deleteStream(name, { expectedRevision })), wanted)
      const after = count > 0 && wanted === wrong ? ['0 1 2', '2 1 0'] : missing
      t.strictSame(await bothWays(name), after, `${count} events, ${expectedRevision}`)
    }
  })

  await t.test('says in numbers what it expected and found', async t => {
    const { client, seeded, stream } = createLedgerClient(t, url)
    t.match(await failure(client.deleteStream(stream())), {
      expectedVersion: -2n,
      actualVersion: -1n,
    })
    t.match(
      await failure(client.deleteStream(await seeded(3), { expectedRevision: 'no_stream' })),
      {
        expectedVersion: -1n,
        actualVersion: 2n,
      },
    )
    t.match(await failure(client.tombstoneStream(stream(), { expectedRevision: 0n })), {
      expectedVersion: 0n,
      actualVersion: -1n,
    })
  })

  const revivals: readonly [AppendExpectedRevision, string, string][] = [
    ['any', 'success', '3'],
    ['no_stream', 'success', '3'],
    [2n, 'success', '3'],
    ['stream_exists', 'stream-deleted', 'stream-not-found'],
    [0n, wrong, 'stream-not-found'],
    [3n, wrong, 'stream-not-found'],
  ]
  for (const [expected, ended, read] of revivals)
    await t.test(`lets an append at ${expected} meet a deleted stream`, async t => {
      const { client, append, seeded, revisions } = createLedgerClient(t, url)
      const stream = await seeded(3)
      await client.deleteStream(stream)
      t.equal(await outcome(append(stream, 1, expected)), ended)
      await until('it reads as it should', async () => (await revisions(stream)) === read)
    })

  await t.test('goes on after the last deleted revision, and deletes again', async t => {
    const { client, append, seeded, bothWays, revisions } = createLedgerClient(t, url)
    const stream = await seeded(3)
    await client.deleteStream(stream)
    await client.deleteStream(stream)
    for (const revision of [4n, 6n])
      t.equal((await append(stream, 2)).nextExpectedRevision, revision)
    await until('it is back', async () => (await revisions(stream)) === '3 4 5 6')
    t.equal((await client.getStreamMetadata(stream)).metadata?.truncateBefore, 3)
    await client.deleteStream(stream, { expectedRevision: 6n })
    t.strictSame(await bothWays(stream), missing)
    t.equal((await append(stream, 1, 'no_stream')).nextExpectedRevision, 7n)
  })

  await t.test('comes back empty when its metadata is set', async t => {
    const { client, seeded, revisions } = createLedgerClient(t, url)
    const stream = await seeded(2)
    await client.deleteStream(stream)
    await client.setStreamMetadata(stream, { owner: 'x' })
    await until('it is back', async () => (await revisions(stream)) === '')
    const { metadata } = await client.getStreamMetadata(stream)
    t.match(metadata, { owner: 'x', truncateBefore: 2 })
  })

  await t.test('replaces all metadata', async t => {
    const { client, seeded } = createLedgerClient(t, url)
    const stream = await seeded(2)
    await client.setStreamMetadata(stream, { maxCount: 10, owner: 'x' })
    await client.deleteStream(stream)
    t.strictSame((await client.getStreamMetadata(stream)).metadata, { truncateBefore: 2 ** 63 })
  })

  await t.test('tombstones a stream, missing or deleted too', async t => {
    const { client, append, seeded, stream, bothWays } = createLedgerClient(t, url)
    const deleted = await seeded(3)
    await client.deleteStream(deleted)
    for (const name of [await seeded(3), stream(), deleted]) {
      const { position } = await client.tombstoneStream(name)
      t.ok(position)
      t.strictSame(await bothWays(name), tombstoned)
      t.strictSame(await bothWays(`$$${name}`), tombstoned, 'its metadata is gone too')
      for (const expected of ['any', 'no_stream', 0n] as const)
        t.equal(await outcome(append(name, 1, expected)), 'stream-deleted')
      t.equal(await outcome(client.tombstoneStream(name)), 'stream-deleted')
      t.equal(await outcome(client.deleteStream(name)), 'stream-deleted')
    }
  })

  await t.test('cannot say what is wrong with a stream whose name is no ASCII', async t => {
    const { client, append, stream } = createLedgerClient(t, url)
    const name = stream('ströme')
    await append(name, 1)
    const refused = client.deleteStream(name, { expectedRevision: 7n })
    t.match(await failure(refused), { code: 2, type: 'unknown' })
    await client.tombstoneStream(name)
    t.match(await failure(client.tombstoneStream(name)), { code: 2, type: 'unknown' })
    t.equal(await outcome(append(name, 1)), 'stream-deleted', 'a batch says it in its answer')
  })

  await t.test('checks what a tombstone expects', async t => {
    const { client, seeded, stream } = createLedgerClient(t, url)
    const table = [
      [3, 1n, wrong],
      [3, 7n, wrong],
      [3, 'no_stream', wrong],
      [3, 2n, 'success'],
      [0, 'no_stream', 'success'],
      [0, 0n, wrong],
    ] as const
    for (const [count, expectedRevision, wanted] of table) {
      const name = count > 0 ? await seeded(count) : stream()
      const ended = await outcome(client.tombstoneStream(name, { expectedRevision }))
      t.equal(ended, wanted, `${count} events, ${expectedRevision}`)
    }
  })
}
