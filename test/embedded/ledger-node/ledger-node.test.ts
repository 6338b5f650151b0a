import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import t from 'tap'
import { createTestLedgerUrl } from '../../support/ledger.ts'

t.test('serves the official client', async t => {
  const client = EventStoreDBClient.connectionString(await createTestLedgerUrl(t))
  t.teardown(() => client.dispose())
  const stream = `ledgerNode-${crypto.randomUUID()}`
  const written = await client.appendToStream(stream, jsonEvent({ type: 'a', data: { n: 1 } }))
  t.equal(written.nextExpectedRevision, 0n)
  for await (const { event } of client.readStream(stream)) t.strictSame(event?.data, { n: 1 })
})
