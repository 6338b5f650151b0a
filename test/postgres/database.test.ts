import t, { type Test } from 'tap'
import { createDatabase, type Database } from '../../postgres/database.ts'
import { createTestDatabase } from '../support/postgres.ts'
import { createProxy, type Proxy } from '../support/proxy.ts'
import { silentLog as log } from '../support/silent-log.ts'
import { allowed } from '../support/rounds.ts'

async function openThroughProxy(t: Test): Promise<{ database: Database; proxy: Proxy }> {
  const proxy = await createProxy(t, await createTestDatabase(t))
  const database = createDatabase(proxy.url, { log, applicationName: 'test' })
  t.teardown(() => database.close())
  return { database, proxy }
}

t.test('reads bigint as a number, a date as text, a time as a Date', async t => {
  const { database } = await openThroughProxy(t)
  const [row] = await database.query(
    `select 7::bigint as number, '2026-01-02'::date as day, '2026-01-02Z'::timestamptz as time`,
  )
  t.strictSame(row, { number: 7, day: '2026-01-02', time: new Date('2026-01-02') })
  await t.rejects(database.query('select 9007199254740993::bigint'))
})

t.test('reads times alike in any zone', async t => {
  const { database } = await openThroughProxy(t)
  const text = `
    select set_config('TimeZone', $1, true) as zone,
      '2026-01-02T03:04:05.678Z'::timestamptz as exact, '0044-03-15 BC'::timestamptz < now() as past,
      'infinity'::timestamptz as never
  `
  for (const zone of ['UTC', 'Asia/Kolkata']) {
    const [row] = await database.query(text, [zone])
    const exact = new Date('2026-01-02T03:04:05.678Z')
    t.strictSame(row, { zone, exact, past: true, never: Infinity })
  }
})

t.test('commits what resolves and rolls back what throws', async t => {
  const { database } = await openThroughProxy(t)
  await database.query('create table facts (fact int)')
  await database.withTransaction(client => client.query('insert into facts values (1)'))
  const failing = database.withTransaction(async client => {
    await client.query('insert into facts values (2)')
    throw new Error('changed my mind')
  })
  await t.rejects(failing, { message: 'changed my mind' })
  t.strictSame(await database.query('select fact from facts'), [{ fact: 1 }])
})

t.test('leaves errors of a statement as they are', async t => {
  const { database } = await openThroughProxy(t)
  await t.rejects(database.query('select 1 / 0'), { code: '22012' })
  t.match(database.health(), [{ name: 'postgres', state: 'ok' }])
})

for (const mode of ['black_hole', 'reset', 'refuse'] as const)
  t.test(`ends in a typed error within 3 s under ${mode}, and recovers`, async t => {
    const { database, proxy } = await openThroughProxy(t)
    await database.query('select 1')
    const startedMs = performance.now()
    const transaction = database.withTransaction(async client => {
      await proxy.set(mode)
      await client.query('select 2')
    })
    await t.rejects(transaction, { code: 'DECKLOG_DATABASE_UNAVAILABLE' })
    t.ok(performance.now() - startedMs < allowed(3_000))
    await t.rejects(database.query('select 1'), { code: 'DECKLOG_DATABASE_UNAVAILABLE' })
    t.match(database.health(), [{ name: 'postgres', state: 'failing' }])
    await proxy.set('pass')
    t.strictSame(await database.query('select 3 as three'), [{ three: 3 }])
    t.match(database.health(), [{ name: 'postgres', state: 'ok' }])
  })

t.test('survives the end of an idle connection', async t => {
  const { database } = await openThroughProxy(t)
  await Promise.all([database.query('select 1'), database.query('select 1')])
  await database.query(
    `
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
    `,
  )
  t.strictSame(await database.query('select 1 as one'), [{ one: 1 }])
})
