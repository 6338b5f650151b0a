import { EventStoreDBClient, jsonEvent, type AppendResult } from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { createLedgerProcess } from '../../support/ledger-process.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { until } from '../../support/until.ts'

const writers = 16
const rounds = Number(process.env['DECKLOG_TEST_KILLS'] ?? 3)

interface Acknowledged {
  readonly id: string
  readonly stream: string
  readonly result: AppendResult
}

/** Writes until told to stop; an append that fails is repeated with its id until it is acknowledged. */
async function write(
  client: EventStoreDBClient,
  stream: string,
  acknowledged: Acknowledged[],
  hasStopped: () => boolean,
): Promise<void> {
  while (!hasStopped()) {
    const event = jsonEvent({ type: 'durability', data: { stream } })
    for (;;) {
      const result = await attempt(client.appendToStream(stream, event))
      if (result) {
        acknowledged.push({ id: event.id, stream, result })
        break
      }
      await delay(20)
    }
  }
}

/** The client leaves some appends of a lost connection unanswered for ever. */
async function attempt(append: Promise<AppendResult>): Promise<AppendResult | undefined> {
  const late = new AbortController()
  const patience = delay(1_000, undefined, { signal: late.signal }).catch(() => undefined)
  return Promise.race([append.catch(() => undefined), patience]).finally(() => late.abort())
}

async function order(client: EventStoreDBClient): Promise<string[]> {
  const ids: string[] = []
  for await (const { event } of client.readAll())
    ids.push(`${event?.position?.commit} ${event?.streamId} ${event?.revision} ${event?.id}`)
  return ids
}

function connect(t: Test, url: string): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(`${url}&defaultDeadline=3000`)
  t.teardown(() => client.dispose())
  return client
}

t.test('keeps what it acknowledged over kill -9, once and in order', async t => {
  const ledger = await createLedgerProcess(t, await createTestDatabase(t))
  const client = connect(t, ledger.url)
  const acknowledged: Acknowledged[] = []
  let stopped = false
  // Half of the writers share streams, so that revisions are contended for.
  const work = Array.from({ length: writers }, (_, i) =>
    write(client, `durability-${Math.min(i, 8)}`, acknowledged, () => stopped),
  )
  for (let round = 0; round < rounds; round++) {
    const before = acknowledged.length
    await until('writers go on', () => acknowledged.length > before + 200)
    await ledger.kill()
    await ledger.start()
  }
  const before = acknowledged.length
  await until('writers go on after the last start', () => acknowledged.length > before + 200)
  stopped = true
  await Promise.all(work)

  const read = await order(client)
  await ledger.kill()
  await ledger.start()
  t.strictSame(await order(connect(t, ledger.url)), read, '$all is the same after a restart')

  const stored = new Map<string, string>()
  const revisions = new Map<string, number[]>()
  for (const line of read) {
    const [position = '', stream = '', revision = '', id = ''] = line.split(' ')
    t.notOk(stored.has(id), 'no event is doubled')
    stored.set(id, `${position} ${stream} ${revision}`)
    revisions.set(stream, [...(revisions.get(stream) ?? []), Number(revision)])
  }
  const lost = acknowledged.filter(
    ({ id, stream, result }) =>
      stored.get(id) !== `${result.position?.commit} ${stream} ${result.nextExpectedRevision}`,
  )
  t.strictSame(lost, [], 'every acknowledged event is where it was said to be')
  for (const numbers of revisions.values())
    t.ok(
      numbers.every((revision, i) => revision === i),
      'revisions are dense',
    )
})

t.test('does not store a retry twice when the ledger was restarted in between', async t => {
  const ledger = await createLedgerProcess(t, await createTestDatabase(t))
  const stream = `retry-${randomUUID()}`
  const events = [1, 2, 3].map(n => jsonEvent({ type: 'retried', data: { n } }))
  const first = await connect(t, ledger.url).appendToStream(stream, events)
  await ledger.kill()
  await ledger.start()
  const again = connect(t, ledger.url)
  t.strictSame(await again.appendToStream(stream, events), first)
  const part = await again.appendToStream(stream, events.slice(1))
  t.equal(part.nextExpectedRevision, 2n, 'a part of it is known too')
  t.equal((await order(again)).length, 3)
})
