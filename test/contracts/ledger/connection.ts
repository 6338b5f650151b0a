import {
  EventStoreDBClient,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client'
import type { Test } from 'tap'
import { createLedgerClient, errorType, outcome } from '../../support/ledger-client.ts'
import { allowed } from '../../support/rounds.ts'

/** What clients need beside the streams: discovery, deadlines, several clients at once. */
export async function connectionContract(t: Test, url: string): Promise<void> {
  for (const nodePreference of ['leader', 'follower', 'random', 'read_only_replica'])
    await t.test(`is found by discovery that prefers ${nodePreference}`, async t => {
      const discovered = `${url.replace(/^\w+:/, 'esdb+discover:')}&nodePreference=${nodePreference}`
      const { seeded, revisions } = createLedgerClient(t, discovered)
      t.equal(await revisions(await seeded(2)), '0 1')
    })

  await t.test('writes nothing after the deadline of an append', async t => {
    const { client, events, append, seeded, revisions } = createLedgerClient(t, url)
    const stream = await seeded(1)
    const late = client.appendToStream(stream, events(1), { deadline: -1_000 })
    t.equal(await outcome(late), 'deadline-exceeded')
    t.equal((await append(stream, 1)).nextExpectedRevision, 1n)
    t.equal(await revisions(stream), '0 1')
  })

  await t.test('serves many clients at once', async t => {
    const all = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const { seeded, revisions } = createLedgerClient(t, url)
        return revisions(await seeded(3))
      }),
    )
    t.strictSame([...new Set(all)], ['0 1 2'])
  })

  await t.test('lets a refused append not disturb the others', async t => {
    const { append, seeded, stream } = createLedgerClient(t, url)
    const existing = await seeded(1)
    const ended = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        outcome(i % 2 ? append(existing, 1, 'no_stream') : append(stream(), 1)),
      ),
    )
    t.equal(ended.filter(end => end === 'success').length, 10)
    t.equal(ended.filter(end => end === 'wrong-expected-version').length, 10)
  })

  await t.test('goes on after the client was disposed of', async t => {
    const client = EventStoreDBClient.connectionString(url)
    t.teardown(() => client.dispose())
    const { seeded, prefix } = createLedgerClient(t, url)
    await seeded(1)
    await client.dispose()
    const read = client.readStream(`${prefix}-1-s`)
    for await (const { event } of read) t.equal(event?.revision, 0n)
  })

  if (process.env['DECKLOG_EVENTSTORE_URL'] !== undefined) return

  await t.test('refuses at once what it does not serve', async t => {
    const { client, stream } = createLedgerClient(t, url)
    const settings = persistentSubscriptionToStreamSettingsFromDefaults()
    const start = performance.now()
    for (const call of [
      client.createPersistentSubscriptionToStream(stream(), 'group', settings),
      client.getProjectionState('none'),
    ])
      t.match(await call.then(() => 'success', errorType), /unknown|unsupported/)
    t.ok(performance.now() - start < allowed(1_000))
  })
}
