import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import pg from 'pg'
import t, { type Test } from 'tap'
import { createLedgerNode } from '../../../ledger-node/ledger-node.ts'
import { outcome } from '../../support/ledger-client.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { createProxy } from '../../support/proxy.ts'
import { silentLog } from '../../support/silent-log.ts'
import { until } from '../../support/until.ts'
import { allowed } from '../../support/rounds.ts'

interface Running {
  readonly client: EventStoreDBClient
  append(): Promise<unknown>
  count(): Promise<number>
}

async function startNode(t: Test, databaseUrl: string): Promise<Running> {
  const node = createLedgerNode({ databaseUrl, port: 0, log: silentLog })
  const { port } = await node.start()
  t.teardown(() => node.stop())
  const url = `esdb://127.0.0.1:${port}?tls=false&defaultDeadline=${allowed(5_000)}`
  const client = EventStoreDBClient.connectionString(url)
  t.teardown(() => client.dispose())
  return {
    client,
    append: () => client.appendToStream('s', jsonEvent({ type: 't', data: {} })),
    async count() {
      const events: unknown[] = []
      for await (const event of client.readAll()) events.push(event)
      return events.length
    },
  }
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

async function timed(call: Promise<unknown>): Promise<{ ms: number; ended: string }> {
  const start = performance.now()
  const ended = await outcome(call)
  return { ended, ms: performance.now() - start }
}

t.test('refuses a second node on the same database', async t => {
  const databaseUrl = await createTestDatabase(t, 'ledger')
  await startNode(t, databaseUrl)
  const second = createLedgerNode({ databaseUrl, port: 0, log: silentLog })
  t.teardown(() => second.stop())
  await t.rejects(second.start(), { code: 'DECKLOG_LEDGER_IN_USE' })
})

t.test('lets another node take over what it gave up', async t => {
  const databaseUrl = await createTestDatabase(t, 'ledger')
  const node = createLedgerNode({ databaseUrl, port: 0, log: silentLog })
  await node.start()
  await node.stop()
  const next = await startNode(t, databaseUrl)
  await next.append()
  t.equal(await next.count(), 1)
})

t.test('writes nothing once another node has taken over', async t => {
  const databaseUrl = await createTestDatabase(t, 'ledger')
  const node = await startNode(t, databaseUrl)
  await node.append()
  await query(databaseUrl, 'update ledger.node set epoch = epoch + 1')
  t.not(await outcome(node.append()), 'success')
  t.equal(await node.count(), 1)
})

t.test('answers and recovers when its connections to Postgres are ended', async t => {
  const databaseUrl = await createTestDatabase(t, 'ledger')
  const node = await startNode(t, databaseUrl)
  await node.append()
  await query(
    databaseUrl,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  )
  await until(
    'it writes again',
    async () => (await outcome(node.append())) === 'success',
    allowed(5_000),
  )
  t.ok((await node.count()) >= 2)
})

for (const mode of ['black_hole', 'refuse', 'reset'] as const)
  t.test(`gives typed errors in time and recovers when Postgres is behind ${mode}`, async t => {
    const proxy = await createProxy(t, await createTestDatabase(t, 'ledger'))
    const node = await startNode(t, proxy.url)
    await node.append()
    await proxy.set(mode)
    for (const call of [node.append, node.append, node.count]) {
      const { ms, ended } = await timed(call())
      t.not(ended, 'success')
      t.ok(ms < allowed(2_800), `${ended} after ${Math.round(ms)} ms`)
    }
    await proxy.set('pass')
    await until(
      'it writes again',
      async () => (await outcome(node.append())) === 'success',
      allowed(5_000),
    )
    const count = await node.count()
    t.ok(count >= 2 && count < 20)
  })
