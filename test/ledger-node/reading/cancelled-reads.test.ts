import { binaryEvent, jsonEvent } from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import t from 'tap'
import { createLedgerNode } from '../../../ledger-node/ledger-node.ts'
import { createLedgerClient } from '../../support/ledger-client.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { connectRaw, framed, statusOf } from '../../support/raw-ledger.ts'
import { silentLog } from '../../support/silent-log.ts'
import { until } from '../../support/until.ts'
import { wireMessage, type WireField } from '../../support/wire-message.ts'
import { allowed } from '../../support/rounds.ts'

const databaseUrl = await createTestDatabase(t, 'ledger')
const node = createLedgerNode({ databaseUrl, port: 0, log: silentLog })
const { port } = await node.start()
t.teardown(() => node.stop())
const url = `esdb://127.0.0.1:${port}?tls=false`
const nothing = Buffer.alloc(0)

/** A read of `$all` that looks for a type that nothing has. */
function unmatched(direction: 0 | 1, amount: WireField): Buffer {
  const filter: WireField = [
    7,
    [
      [2, [[1, '^(no)+$']]],
      [4, nothing],
      [5, 1],
    ],
  ]
  const from: WireField = direction === 0 ? [2, [[2, nothing]]] : [2, [[3, nothing]]]
  return framed(wireMessage([1, [from, [3, direction], amount, filter, [9, [[2, nothing]]]]]))
}

/** Pages that have been read of the ledger. */
async function createPageCount(t: { teardown(work: () => unknown): void }) {
  const postgres = new pg.Client(databaseUrl)
  await postgres.connect()
  t.teardown(() => postgres.end())
  return async (): Promise<number> => {
    const { rows } = await postgres.query<{ running: number }>(
      `select count(*)::int4 as running from pg_stat_activity
       where application_name = 'decklog-ledger-reads' and state = 'active' and query like '%copy%'`,
    )
    return rows[0]?.running ?? 0
  }
}

t.test('a read that nobody waits for any more stops, also while nothing is delivered', async t => {
  const { client } = createLedgerClient(t, url)
  for (let n = 0; n < 60; n += 1)
    await client.appendToStream(
      `cancelled-${n}`,
      Array.from({ length: 3 }, () =>
        binaryEvent({ type: `t-${randomUUID()}`, data: new Uint8Array(300_000) }),
      ),
    )
  const busy = await createPageCount(t)
  const raw = connectRaw(t, url)
  for (const [direction, amount] of [
    [0, [5, 2 ** 40]],
    [1, [5, 2 ** 40]],
    [0, [6, nothing]],
  ] as readonly (readonly [0 | 1, WireField])[]) {
    const calls = Array.from({ length: 30 }, () => {
      const call = raw.call('Read')
      call.end(unmatched(direction, amount))
      return call
    })
    await until('they are read', async () => (await busy()) > 0)
    const ended = Promise.all(calls.map(statusOf))
    for (const call of calls) call.close(8)
    await ended
    const startMs = performance.now()
    await until('nothing is read any more', async () => (await busy()) === 0)
    const ms = performance.now() - startMs
    t.ok(ms < allowed(1_500), `after ${ms.toFixed(0)} ms`)
  }
})

t.test('a read ends when its time is over, also while nothing is delivered', async t => {
  const busy = await createPageCount(t)
  const raw = connectRaw(t, url)
  const calls = Array.from({ length: 30 }, () => {
    const call = raw.call('Read', { 'grpc-timeout': '20m' })
    call.end(unmatched(0, [5, 2 ** 40]))
    return statusOf(call)
  })
  const statuses = await Promise.all(calls)
  t.ok(statuses.every(status => status === '4' || status === '0'))
  t.ok(statuses.includes('4'))
  await until('nothing is read any more', async () => (await busy()) === 0)
})

t.test('an expression that tries for ever, and a very long type, are no trouble', async t => {
  const { client } = createLedgerClient(t, url)
  const call = connectRaw(t, url).call('Read')
  t.teardown(() => call.close(8))
  const filter: WireField = [
    7,
    [
      [2, [[1, '^(a+)+$']]],
      [4, nothing],
      [5, 1],
    ],
  ]
  call.end(
    framed(wireMessage([1, [[2, [[3, nothing]]], [6, nothing], filter, [9, [[2, nothing]]]]])),
  )
  const startMs = performance.now()
  for (const type of [`${'a'.repeat(800)}!`, 'a'.repeat(800), `${'a'.repeat(30)}b`])
    t.ok((await client.appendToStream('long-type', jsonEvent({ type, data: {} }))).success)
  t.ok(performance.now() - startMs < allowed(3_000))
})
