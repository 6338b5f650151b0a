import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import pg from 'pg'
import t, { type Test } from 'tap'
import { createLedgerNode } from '../../../ledger-node/ledger-node.ts'
import type { LedgerFault } from '../../../ledger-node/verifying/check-append.ts'
import { verifyLedger } from '../../../ledger-node/verifying/verify-ledger.ts'
import { createDatabase } from '../../../postgres/database.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { outcome } from '../../support/ledger-client.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { createPrivatePostgres } from '../../support/private-postgres.ts'
import { silentLog } from '../../support/silent-log.ts'
import { SubscriptionRecorder } from '../../support/subscription-recorder.ts'
import { until } from '../../support/until.ts'

const hour = 3_600_000

interface Scavenged {
  readonly client: EventStoreDBClient
  readonly databaseUrl: string
  append(stream: string, count: number): Promise<void>
  /** What `$all` holds, as `stream@revision`, of the streams that tests write. */
  all(): Promise<string[]>
  /** Lets the node scavenge, an hour from now, until `$all` is this. */
  untilAll(wanted: readonly string[]): Promise<void>
  /** Lets it take a step. */
  tick(): Promise<void>
  /** Lets it scavenge for a while. */
  scavenge(): Promise<void>
  /** Stops the node and starts another one on the same data. */
  restart(): Promise<Scavenged>
}

async function start(t: Test, databaseUrl: string): Promise<Scavenged> {
  const clock = createFakeClock(new Date(Date.now() + hour).toISOString())
  const node = createLedgerNode({ databaseUrl, port: 0, log: silentLog, clock })
  const { port } = await node.start()
  t.teardown(() => node.stop())
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`)
  t.teardown(() => client.dispose())
  const all = async (): Promise<string[]> => {
    const seen: string[] = []
    for await (const { event } of client.readAll())
      seen.push(`${event?.streamId}@${event?.revision}`)
    return seen
  }
  return {
    client,
    databaseUrl,
    all,
    async append(stream, count) {
      const events = Array.from({ length: count }, (_, n) => jsonEvent({ type: 't', data: { n } }))
      await client.appendToStream(stream, events)
    },
    async untilAll(wanted) {
      let seen: string[] = []
      await until(`$all is ${wanted.join(' ')}`, async () => {
        await clock.advance(60_000)
        seen = await all()
        return seen.join() === wanted.join()
      }).catch((error: unknown) => {
        throw new Error(`$all is ${seen.join(' ')}`, { cause: error })
      })
    },
    tick: () => clock.advance(60_000),
    async scavenge() {
      for (let i = 0; i < 20; i++) {
        await clock.advance(60_000)
        await all()
      }
    },
    async restart() {
      await node.stop()
      return start(t, databaseUrl)
    },
  }
}

async function positions(client: EventStoreDBClient): Promise<Map<string, bigint | undefined>> {
  const found = new Map<string, bigint | undefined>()
  for await (const { event } of client.readAll())
    found.set(`${event?.streamId}@${event?.revision}`, event?.position?.commit)
  return found
}

async function verified(t: Test, databaseUrl: string): Promise<object> {
  const database = createDatabase(databaseUrl, { log: silentLog, applicationName: 'test' })
  t.teardown(() => database.close())
  const faults: LedgerFault[] = []
  const report = (fault: LedgerFault): number => faults.push(fault)
  const { events } = await verifyLedger(database, { report, progress: () => undefined })
  return { faults, events }
}

t.test('removes what $maxCount, $maxAge and $tb hide, and moves nothing', async t => {
  const ledger = await start(t, await createTestDatabase(t, 'ledger'))
  const { client } = ledger
  for (let i = 0; i < 3; i++) {
    await ledger.append('count', 1)
    await ledger.append('age', 1)
    await ledger.append('free', 1)
  }
  await ledger.append('cut', 5)
  await client.setStreamMetadata('count', { maxCount: 2 })
  await client.setStreamMetadata('age', { maxAge: 1_800 })
  await client.setStreamMetadata('cut', { truncateBefore: 1 })
  await client.setStreamMetadata('cut', { truncateBefore: 3 })
  const before = await positions(client)
  const left = ['free@0', 'count@1', 'free@1', 'count@2', 'age@2', 'free@2', 'cut@3', 'cut@4']
  const wanted = [...left, '$$count@0', '$$age@0', '$$cut@1']
  await ledger.untilAll(wanted)
  const after = await positions(client)
  t.strictSame(
    [...after],
    wanted.map(event => [event, before.get(event)]),
  )
  const again = await ledger.restart()
  t.strictSame([...(await positions(again.client))], [...after], 'after a restart too')
  const { nextExpectedRevision } = await again.client.appendToStream(
    'age',
    jsonEvent({ type: 't', data: {} }),
    { expectedRevision: 2n },
  )
  t.equal(nextExpectedRevision, 3n)
})

t.test('leaves of a tombstoned stream the tombstone, of a deleted one its last event', async t => {
  const ledger = await start(t, await createTestDatabase(t, 'ledger'))
  const { client } = ledger
  await ledger.append('gone', 2)
  await client.setStreamMetadata('gone', { maxCount: 10 })
  await ledger.append('deleted', 2)
  await client.deleteStream('deleted')
  await client.tombstoneStream('gone')
  await ledger.untilAll(['deleted@1', '$$deleted@0', `gone@${2n ** 63n - 1n}`])
  const again = await ledger.restart()
  t.equal(await outcome(again.append('gone', 1)), 'stream-deleted')
  t.equal(await outcome(again.client.getStreamMetadata('gone')), 'stream-deleted')
  const { nextExpectedRevision } = await again.client.appendToStream(
    'deleted',
    jsonEvent({ type: 't', data: {} }),
    { expectedRevision: 'no_stream' },
  )
  t.equal(nextExpectedRevision, 2n)
})

t.test('keeps the rows of a stream that keeps one event few', async t => {
  const ledger = await start(t, await createTestDatabase(t, 'ledger'))
  await ledger.client.setStreamMetadata('barrier', { maxCount: 1 })
  await Promise.all(Array.from({ length: 600 }, () => ledger.append('barrier', 1)))
  await ledger.untilAll(['$$barrier@0', 'barrier@599'])
  const pool = new pg.Pool({ connectionString: ledger.databaseUrl })
  t.teardown(() => pool.end())
  const { rows } = await pool.query(
    'select count(*)::int4, max(kept_from)::int4 from ledger.appends, ledger.streams',
  )
  t.strictSame(rows, [{ count: 4, max: 599 }])
})

t.test('lets a subscription go on from what was removed, and misses nothing after it', async t => {
  const ledger = await start(t, await createTestDatabase(t, 'ledger'))
  const { client } = ledger
  await ledger.append('s', 1)
  await ledger.append('s', 1)
  const live = new SubscriptionRecorder(t, client.subscribeToStream('s'))
  const all = new SubscriptionRecorder(t, client.subscribeToAll())
  await live.untilCaughtUp()
  await client.setStreamMetadata('s', { maxCount: 1 })
  await ledger.untilAll(['s@1', '$$s@0'])
  const resumed = new SubscriptionRecorder(
    t,
    client.subscribeToAll({ fromPosition: { commit: 1n, prepare: 1n } }),
  )
  await ledger.append('s', 1)
  await live.untilEvents(3)
  await all.untilEvents(4)
  await resumed.untilEvents(3)
  t.strictSame(
    live.events.map(({ event }) => event?.revision),
    [0n, 1n, 2n],
  )
  t.strictSame(
    resumed.events.map(({ event }) => `${event?.streamId}@${event?.revision}`),
    ['s@1', '$$s@0', 's@2'],
  )
})

t.test('still knows the ids of what stays, also of an append that was cut', async t => {
  const ledger = await start(t, await createTestDatabase(t, 'ledger'))
  const events = [1, 2, 3].map(n => jsonEvent({ type: 't', data: { n } }))
  await ledger.client.appendToStream('s', events)
  await ledger.client.setStreamMetadata('s', { maxCount: 2 })
  await ledger.untilAll(['s@1', 's@2', '$$s@0'])
  const again = await ledger.restart()
  await again.client.appendToStream('s', events.slice(1))
  await again.client.appendToStream('s', events.slice(1), { expectedRevision: 0n })
  t.strictSame(await again.all(), ['s@1', 's@2', '$$s@0'])
})

t.test('removes nothing once another node has taken the ledger over', async t => {
  const ledger = await start(t, await createTestDatabase(t, 'ledger'))
  await ledger.append('s', 1)
  await ledger.append('s', 1)
  await ledger.client.setStreamMetadata('s', { maxCount: 1 })
  const pool = new pg.Pool({ connectionString: ledger.databaseUrl })
  t.teardown(() => pool.end())
  await pool.query('update ledger.node set epoch = epoch + 1')
  await ledger.scavenge()
  t.equal((await ledger.all()).length, 3)
})

t.test('is sound and goes on when Postgres is killed in the middle', async t => {
  const postgres = await createPrivatePostgres(t)
  const ledger = await start(t, postgres.databaseUrl)
  await ledger.client.setStreamMetadata('s', { maxCount: 1 })
  await Promise.all(Array.from({ length: 1_200 }, () => ledger.append('s', 1)))
  await until('some are gone', async () => {
    await ledger.tick()
    return (await ledger.all()).length < 1_201
  })
  postgres.kill()
  await until('it reads again', async () => (await outcome(ledger.all())) === 'success', 120_000)
  await ledger.untilAll(['$$s@0', 's@1199'])
  t.strictSame(await verified(t, postgres.databaseUrl), { faults: [], events: 2 })
})

t.test('a ledger of one event is looked through', async t => {
  const ledger = await start(t, await createTestDatabase(t))
  await ledger.append('one', 1)
  t.strictSame(await verified(t, ledger.databaseUrl), { faults: [], events: 1 })
})
