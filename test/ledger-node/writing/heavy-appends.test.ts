import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { outcome } from '../../support/ledger-client.ts'
import { createTestLedgerUrl } from '../../support/ledger.ts'
import { appendEvent, appendOptions, connectRaw, statusOf } from '../../support/raw-ledger.ts'

const MiB = 1024 * 1024
const url = await createTestLedgerUrl(t)
const client = EventStoreDBClient.connectionString(url)
t.teardown(() => client.dispose())
const credentials = { username: 'admin', password: 'changeit' }

const event = (metadataBytes: number) =>
  jsonEvent({ type: 't', data: {}, metadata: new Uint8Array(metadataBytes) })

const count = async (stream: string): Promise<number> => {
  let events = 0
  for await (const { event: one } of client.readStream(stream)) events += one ? 1 : 0
  return events
}

for (const [way, options] of Object.entries({ plain: { credentials }, batch: {} }))
  t.test(`takes an append with 40 MB of metadata (${way}), and others meanwhile`, async t => {
    const stream = `heavy-${randomUUID()}`
    const events = Array.from({ length: 40 }, () => event(MiB))
    const appending = client.appendToStream(stream, events, { ...options, deadline: 60_000 })
    const others = Array.from({ length: 20 }, () =>
      client.appendToStream(`light-${randomUUID()}`, event(1), { deadline: 30_000 }),
    )
    t.ok((await appending).success)
    t.ok((await Promise.all(others)).every(({ success }) => success))
    t.equal(await count(stream), 40)
  })

t.test('takes 200 appends of 300 KB of metadata at once', async t => {
  const appends = Array.from({ length: 200 }, () =>
    client.appendToStream(`heavy-${randomUUID()}`, event(300_000), { deadline: 60_000 }),
  )
  t.ok((await Promise.all(appends)).every(({ success }) => success))
})

t.test('refuses an append that weighs too much, and goes on', async t => {
  const raw = connectRaw(t, url)
  const stream = `heavy-${randomUUID()}`
  const call = raw.call('Append')
  const status = statusOf(call)
  call.write(appendOptions(stream))
  const piece = appendEvent({ metadata: Buffer.alloc(MiB) })
  for (let n = 0; n < 70 && !call.closed; n += 1)
    if (!call.write(piece)) await Promise.race([status, drained(call)])
  call.end()
  t.equal(await status, '8')
  t.equal(await outcome(count(stream)), 'stream-not-found')
  t.ok((await client.appendToStream(stream, event(1))).success)
})

function drained(call: NodeJS.EventEmitter): Promise<void> {
  return new Promise(resolve => call.once('drain', () => resolve()))
}
