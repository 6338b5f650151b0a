import {
  EventStoreDBClient,
  jsonEvent,
  type AppendResult,
  type ReadPosition,
} from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { createLedgerProcess, type LedgerProcess } from '../../support/ledger-process.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { createPrivatePostgres, type PrivatePostgres } from '../../support/private-postgres.ts'
import { rounds } from '../../support/rounds.ts'
import { until } from '../../support/until.ts'

const writers = 16
const kills = rounds(5, 100)
const timeout = 480_000 + kills * 6_000
const victims = ['node', 'postgres', 'both'] as const

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

/** Starts the node when Postgres takes connections again. */
async function startAgain(ledger: LedgerProcess): Promise<void> {
  await until(
    'the node starts',
    () =>
      ledger.start().then(
        () => true,
        () => false,
      ),
    120_000,
  )
}

async function kill(
  victim: (typeof victims)[number],
  ledger: LedgerProcess,
  postgres: PrivatePostgres,
): Promise<void> {
  if (victim !== 'node') postgres.kill()
  if (victim === 'postgres') return
  await ledger.kill()
  await startAgain(ledger)
}

/** Follows `$all` up to the event of type `stop`, over every cut from where it was. */
async function follow(client: EventStoreDBClient, seen: string[]): Promise<void> {
  let from: ReadPosition = 'start'
  for (;;) {
    try {
      for await (const { event } of client.subscribeToAll({ fromPosition: from })) {
        if (event?.type === 'stop') return
        if (!event) continue
        from = event.position
        seen.push(event.id)
      }
    } catch {
      await delay(50)
    }
  }
}

t.test('keeps what it acknowledged over kill -9, once and in order', { timeout }, async t => {
  const postgres = await createPrivatePostgres(t)
  const ledger = await createLedgerProcess(t, postgres.databaseUrl)
  const client = connect(t, ledger.url)
  const acknowledged: Acknowledged[] = []
  let stopped = false
  // Half of the writers share streams, so that revisions are contended for.
  const work = Array.from({ length: writers }, (_, i) =>
    write(client, `durability-${Math.min(i, 8)}`, acknowledged, () => stopped),
  )
  const seen: string[] = []
  const following = follow(client, seen)
  for (let round = 0; round < kills; round++) {
    const before = acknowledged.length
    const moment = (round * 37) % 150
    await until('writers go on', () => acknowledged.length > before + moment, 120_000)
    await kill(victims[round % victims.length] ?? 'node', ledger, postgres)
  }
  const before = acknowledged.length
  await until('they go on after the last', () => acknowledged.length > before + 200, 120_000)
  stopped = true
  await Promise.all(work)
  await client.appendToStream('durability-end', jsonEvent({ type: 'stop', data: {} }))
  await following

  const read = await order(client)
  await ledger.kill()
  await ledger.start()
  t.strictSame(await order(connect(t, ledger.url)), read, '$all is the same after a restart')

  t.strictSame(
    seen,
    read.slice(0, -1).map(line => line.split(' ')[3]),
    'a subscription sees all of it once',
  )
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
