import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { systemClock, type Clock } from '../../../core/clock.ts'
import { DecklogError } from '../../../core/errors.ts'
import { createLeases } from '../../../core/leases/lease-keeper.ts'
import type { HeldLease, Leases } from '../../../core/leases/leases.ts'
import { createDatabase, type Database } from '../../../postgres/database.ts'
import { migrate } from '../../../postgres/migrate.ts'
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { until } from '../../support/until.ts'
import { coreMigrations } from '../../../core/readmodel/core-migrations.ts'

const log = pino({ level: 'silent' })

async function prepare(
  t: Test,
): Promise<{ database: Database; leases: (clock?: Clock) => Leases }> {
  const url = await createTestDatabase(t, 'core')
  await migrate(url, coreMigrations, { log })
  const database = createDatabase(url, { log, applicationName: 'test' })
  t.teardown(() => database.close())
  const leases = (clock: Clock = systemClock): Leases =>
    createLeases({ database, holder: randomUUID(), clock, log })
  return { database, leases }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** A clock of which one can tell how often somebody began to wait for so many ms. */
function createWatchedClock(): { clock: FakeClock; waits: (ms: number) => number } {
  const fake = createFakeClock()
  const begun: number[] = []
  const delay: Clock['delay'] = (ms, signal) => {
    begun.push(ms)
    return fake.delay(ms, signal)
  }
  return { clock: { ...fake, delay }, waits: ms => begun.filter(one => one === ms).length }
}

async function leftSeconds(database: Database): Promise<number> {
  const [row] = await database.query<{ left: number }>(
    `select extract(epoch from expires_at - clock_timestamp())::float8 as left from leases`,
  )
  return row?.left ?? 0
}

interface Leading {
  /** Fails where it never leads. */
  readonly lease: Promise<HeldLease>
  readonly ended: Promise<void>
  stop(): void
}

function leadUntilStopped(leases: Leases, name: string): Leading {
  const controller = new AbortController()
  let ended: Promise<void> = Promise.resolve()
  let leads = false
  const led = new Promise<HeldLease>(resolve => {
    ended = leases.lead(
      name,
      async held => {
        resolve(held)
        leads = true
        await untilAborted(held.signal)
      },
      controller.signal,
    )
  })
  const lease = until(`it leads ${name}`, () => leads).then(() => led)
  return { lease, ended, stop: () => controller.abort() }
}

t.test('hands the lead on at once when it is given up, under a higher epoch', async t => {
  const { database, leases } = await prepare(t)
  const first = leadUntilStopped(leases(createFakeClock()), 'work')
  const firstLease = await first.lease
  await database.query(`update leases set expires_at = clock_timestamp() + interval '1 hour'`)
  first.stop()
  await first.ended
  const second = leadUntilStopped(leases(), 'work')
  const secondLease = await second.lease
  t.ok(secondLease.epoch > firstLease.epoch)
  second.stop()
  await second.ended
})

t.test('never lets two lead at once', async t => {
  const { leases } = await prepare(t)
  let leading = 0
  let most = 0
  const controller = new AbortController()
  const work = async (): Promise<void> => {
    leading += 1
    most = Math.max(most, leading)
    await systemClock.delay(20)
    leading -= 1
  }
  await Promise.all([1, 2, 3, 4].map(() => leases().lead('work', work, controller.signal)))
  t.equal(most, 1)
})

t.test('fences off a holder that was overtaken, and lets it wait to lead again', async t => {
  const { database, leases } = await prepare(t)
  const epochs: bigint[] = []
  const controller = new AbortController()
  await leases().lead(
    'work',
    async held => {
      epochs.push(held.epoch)
      if (epochs.length === 2) return
      await database.query(`update leases set epoch = epoch + 1, expires_at = now()`)
      await database.withTransaction(client => held.assert(client))
    },
    controller.signal,
  )
  t.strictSame(epochs, [1n, 3n])
})

t.test('tells a holder by its signal that it was overtaken', async t => {
  const { database, leases } = await prepare(t)
  const leading = leadUntilStopped(leases(), 'work')
  const held = await leading.lease
  await database.query(`update leases set epoch = epoch + 1, holder = 'other'`)
  await untilAborted(held.signal)
  t.equal(held.signal.aborted, true)
  leading.stop()
  await leading.ended
})

t.test('takes over within a second of the end of a lease that nobody renews', async t => {
  const { database, leases } = await prepare(t)
  await database.query(
    `insert into leases values ('work', 'gone', 1, clock_timestamp() + interval '1 hour')`,
  )
  const { clock, waits } = createWatchedClock()
  const leading = leadUntilStopped(leases(clock), 'work')
  let taken = false
  void leading.lease.then(() => (taken = true))
  await until('it was refused', () => waits(1_000) > 0)
  t.equal(taken, false)
  await database.query(`update leases set expires_at = clock_timestamp()`)
  await clock.advance(1_000)
  t.equal((await leading.lease).epoch, 2n)
  t.ok((await leftSeconds(database)) <= 8, 'which is over 8 s after it was renewed last')
  leading.stop()
  await leading.ended
})

t.test('keeps a lease longer than it lives without renewal', async t => {
  const { database, leases } = await prepare(t)
  const { clock, waits } = createWatchedClock()
  const leading = leadUntilStopped(leases(clock), 'work')
  const { signal } = await leading.lease
  for (let renewals = 1; renewals <= 5; renewals += 1) {
    await until('it has renewed', () => waits(2_000) >= renewals)
    await database.query(`update leases set expires_at = clock_timestamp()`)
    await clock.advance(2_000)
    await until('it is renewed again', async () => (await leftSeconds(database)) > 0)
  }
  t.equal(signal.aborted, false)
  leading.stop()
  await leading.ended
})

t.test('takes its own lease back after a restart under the same name', async t => {
  const { database } = await prepare(t)
  await database.query(
    `insert into leases values ('work', 'host-a', 4, clock_timestamp() + interval '8 s')`,
  )
  const leases = createLeases({ database, holder: 'host-a', clock: systemClock, log })
  const leading = leadUntilStopped(leases, 'work')
  t.equal((await leading.lease).epoch, 5n)
  leading.stop()
  await leading.ended
})

t.test('throws on what the work throws', async t => {
  const { leases } = await prepare(t)
  const failing = leases().lead(
    'work',
    () => Promise.reject(new Error('broken')),
    new AbortController().signal,
  )
  await t.rejects(failing, { message: 'broken' })
})

t.test('gives up by its own clock what it could not renew', async t => {
  const clock = createFakeClock()
  let cutOff = false
  // A Postgres that gives the lease, and then answers nobody: nothing but the holder's clock can tell.
  const database = {
    query: async () => {
      if (cutOff) throw new DecklogError('DECKLOG_DATABASE_UNAVAILABLE', 'cut off')
      return [{ name: 'work', epoch: '1' }]
    },
  }
  const leases = createLeases({ database: database as never, holder: 'a', clock, log })
  const leading = leadUntilStopped(leases, 'work')
  const lease = await leading.lease
  await clock.advance(6_000)
  t.notOk(lease.signal.aborted, 'it was renewed all along')
  cutOff = true
  await clock.advance(7_400)
  t.notOk(lease.signal.aborted, 'nobody else may take it yet')
  await clock.advance(600)
  t.ok(lease.signal.aborted, 'before anybody else may take it')
  leading.stop()
  await leading.ended
})
