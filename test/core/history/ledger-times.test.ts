import t, { type Test } from 'tap'
import { createLedgerTimes } from '../../../core/history/ledger-times.ts'
import { createTimeIndex } from '../../../core/history/ledger-times-store.ts'
import { readHistory, type HistoryRequest } from '../../../core/history/read-history.ts'
import type { ReadAllOptions, ReadOptions, StoredEvent } from '../../../core/ledger/ledger.ts'
import { coreMigrations } from '../../../core/readmodel/core-migrations.ts'
import type { HeldLease, Leases } from '../../../core/leases/leases.ts'
import { createDatabase } from '../../../postgres/database.ts'
import { migrate } from '../../../postgres/migrate.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { silentLog } from '../../support/silent-log.ts'
import { until } from '../../support/until.ts'

const startMs = Date.parse('2026-01-01T00:00:00.000Z')
const at = (minutes: number): Date => new Date(startMs + minutes * 60_000)

function eventAt(position: bigint, recordedAt: Date, type = 'tank.Filled'): StoredEvent {
  const id = `event ${position}`
  const stream = type === 'tank.Filled' ? 'tank-1' : 'barrier-a'
  return { id, stream, type, position, revision: position, recordedAt, data: {}, metadata: {} }
}

/** A ledger in memory that counts what it is made to read. */
function createMemoryLedger() {
  let events: StoredEvent[] = []
  let reads = 0
  async function* readAll(options: ReadAllOptions = {}): AsyncGenerator<StoredEvent> {
    const { direction = 'forwards', from, first = 'left out', limit = Infinity } = options
    const isIn = ({ position }: StoredEvent): boolean =>
      from === undefined ||
      (direction === 'backwards' ? position < from : position > from) ||
      (position === from && first === 'included')
    const found = events.filter(isIn)
    if (direction === 'backwards') found.reverse()
    for (const event of found.slice(0, limit)) {
      reads += 1
      yield event
    }
  }
  async function* read(stream: string, options: ReadOptions = {}): AsyncGenerator<StoredEvent> {
    const { direction = 'forwards', from = 0n, limit = Infinity } = options
    const own = events.filter(event => event.stream === stream)
    const found = direction === 'backwards' ? own.reverse() : own.filter(e => e.revision >= from)
    yield* found.slice(0, limit)
  }
  async function* subscribe({ types = [] as readonly string[], after = 0n as bigint | string }) {
    const found: StoredEvent[] = []
    for await (const event of readAll(typeof after === 'bigint' ? { from: after } : {}))
      if (types.includes(event.type)) found.push(event)
    yield { events: found, checkpoint: events.at(-1)?.position, live: true }
  }
  return {
    ...{ read, readAll, subscribe },
    head: async () => events.at(-1)?.position ?? 0n,
    add: (recordedAt: Date, type?: string) => {
      const event = eventAt((events.at(-1)?.position ?? 0n) + 10n, recordedAt, type)
      events.push(event)
      return event.position
    },
    restore: (count: number) => (events = events.slice(0, count)),
    reads: () => reads,
    forget: () => (reads = 0),
  }
}

type MemoryLedger = ReturnType<typeof createMemoryLedger>

async function prepare(t: Test, ledger: MemoryLedger) {
  const url = await createTestDatabase(t, 'core')
  await migrate(url, coreMigrations, { log: silentLog })
  const database = createDatabase(url, { log: silentLog, applicationName: 'test' })
  t.teardown(() => database.close())
  const clock = createFakeClock(at(0).toISOString())
  const leases: Leases = {
    lead: (name, work, signal) =>
      work({ name, epoch: 1n, signal, assert: async () => {} } satisfies HeldLease),
  }
  const barrier = {
    stream: 'barrier-a',
    raise: async () => ledger.add(clock.now(), 'core.BarrierRaised'),
  }
  const rows = async (): Promise<number> =>
    (await database.query('select from ledger_times')).length
  const open = () => createLedgerTimes({ database, ledger, barrier, leases, clock, log: silentLog })
  const times = createTimeIndex(database)
  const history = async (request: Partial<HistoryRequest>) => {
    ledger.forget()
    const parts = { ledger: ledger as never, clock, times }
    const { signal } = new AbortController()
    const base = { filter: { time: 'recorded' }, direction: 'forwards', limit: 50, signal } as const
    const page = await readHistory(parts, { ...base, ...request })
    return { ...page, positions: page.events.map(({ position }) => position) }
  }
  return { clock, rows, open, times, history }
}

t.test('a time is found among 150,000 older events without looking at them', async t => {
  const ledger = createMemoryLedger()
  for (let n = 0; n < 150_000; n += 1) ledger.add(at(n / 100))
  const { clock, rows, open, history } = await prepare(t, ledger)
  await clock.advance(1_500 * 60_000)
  const times = open()
  times.start()
  await until('it has looked through', async () => (await rows()) >= 1_500)
  await times.stop()

  const since = at(1_499)
  for (const filter of [
    { time: 'recorded', since },
    { time: 'recorded', since, types: ['tank.Filled'] },
  ] as const) {
    const { events, state } = await history({ filter, limit: 200 })
    t.ok(events.length >= 100)
    t.ok(events.every(({ recordedAt }) => recordedAt >= since))
    t.equal(state, 'complete')
    t.ok(ledger.reads() < 1_000, `${ledger.reads()} are looked at`)
  }
  const { events } = await history({
    ...{ filter: { time: 'recorded', until: at(10) }, direction: 'backwards', limit: 3 },
  })
  t.strictSame(
    events.map(({ recordedAt }) => recordedAt),
    [at(9.99), at(9.98), at(9.97)],
  )
  t.ok(ledger.reads() < 500, `${ledger.reads()} are looked at`)
  t.equal((await history({ filter: { time: 'recorded', since: at(9_999) } })).state, 'complete')
  t.equal((await history({ filter: { time: 'recorded', since: at(-9) } })).positions[0], 10n)
})

t.test('finds all of a time in which the clock was set back', async t => {
  const ledger = createMemoryLedger()
  for (const minute of [0, 1, 2, 3, 4, 5, 30, 31, 10, 11, 12, 32, 33]) ledger.add(at(minute))
  const { clock, rows, open, history } = await prepare(t, ledger)
  await clock.advance(100 * 60_000)
  const times = open()
  times.start()
  await until('it has looked through', async () => (await rows()) >= 13)
  await times.stop()
  const types = ['tank.Filled']
  const since = await history({ filter: { time: 'recorded', since: at(11), types } })
  t.strictSame(since.positions, [70n, 80n, 100n, 110n, 120n, 130n])
  const before = await history({
    ...{ filter: { time: 'recorded', until: at(11), types }, direction: 'backwards' },
  })
  t.strictSame(before.positions.slice(0, 3), [90n, 60n, 50n])
})

t.test(
  'keeps a canary a minute, and looks only through what nobody has looked through',
  async t => {
    const ledger = createMemoryLedger()
    for (let n = 0; n < 1_000; n += 1) ledger.add(at(0))
    const { clock, rows, open } = await prepare(t, ledger)
    const first = open()
    first.start()
    await until('it takes its canary', async () => (await rows()) >= 1)
    for (let minute = 1; minute <= 3; minute += 1) {
      await until('another minute is kept', async () => {
        await clock.advance(30_000)
        return (await rows()) > minute
      })
    }
    await first.stop()
    ledger.forget()
    const second = open()
    second.start()
    const before = await rows()
    await until('it goes on', async () => {
      await clock.advance(30_000)
      return (await rows()) > before
    })
    t.ok(ledger.reads() < 500, `${ledger.reads()} are looked at again`)
    await second.stop()
  },
)

t.test('begins anew on a ledger that was restored from a back-up', async t => {
  const ledger = createMemoryLedger()
  for (let minute = 0; minute < 100; minute += 1) ledger.add(at(minute))
  const { rows, open, times } = await prepare(t, ledger)
  const first = open()
  first.start()
  await until('it has looked through', async () => (await rows()) >= 100)
  await first.stop()
  ledger.restore(10)
  for (let minute = 200; minute < 230; minute += 1) ledger.add(at(minute))
  const second = open()
  second.start()
  await until('it has looked through the other', async () => (await rows()) < 100)
  await until('to its end', async () => (await rows()) >= 40)
  await second.stop()
  t.equal(await times.before(at(200)), 100n)
})
