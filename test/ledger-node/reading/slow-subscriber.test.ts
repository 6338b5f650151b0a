import { binaryEvent } from '@eventstore/db-client'
import t from 'tap'
import { createLedgerClient } from '../../support/ledger-client.ts'
import { createTestLedgerUrl } from '../../support/ledger.ts'

const events = 300
const size = 64 * 1024

t.test('stays small for a reader that stops, and gives it everything when it goes on', async t => {
  const url = await createTestLedgerUrl(t)
  const { client, stream } = createLedgerClient(t, url)
  const name = stream()
  const subscription = client.subscribeToStream(name, { fromRevision: 'end' })
  await new Promise(resolve => subscription.once('caughtUp', resolve))
  const data = new Uint8Array(size)
  for (let i = 0; i < events; i++)
    await client.appendToStream(name, binaryEvent({ type: 't', data }))
  const seen: number[] = []
  for await (const { event } of subscription) {
    seen.push(Number(event?.revision))
    if (seen.length === events) break
  }
  t.strictSame(
    seen,
    Array.from({ length: events }, (_, i) => i),
  )
})
