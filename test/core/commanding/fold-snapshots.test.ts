import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { createCommandHandler } from '../../../core/commanding/command-handler.ts'
import { createFoldSnapshots, type FoldSnapshots } from '../../../core/commanding/fold-snapshots.ts'
import { systemClock } from '../../../core/clock.ts'
import type { Decider, DomainEvent } from '../../../core/event.ts'
import { coreMigrations } from '../../../core/readmodel/core-migrations.ts'
import type { ReadOptions, StoredEvent } from '../../../core/ledger/ledger.ts'
import { createDatabase, type Database } from '../../../postgres/database.ts'
import { migrate } from '../../../postgres/migrate.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { silentLog } from '../../support/silent-log.ts'

type Filled = DomainEvent<'tank.Filled', { readonly litres: number }>
interface Tank {
  readonly litres: number
  readonly since: Date | null
  readonly by: ReadonlyMap<string, number>
}

const tank: Decider<Tank, number, Filled> = {
  initial: { litres: 0, since: null, by: new Map() },
  foldVersion: 1,
  evolve: (state, { data: { litres }, receivedAt, metadata }) => ({
    litres: state.litres + litres,
    since: state.since ?? receivedAt,
    by: new Map([[metadata['actor'] ?? '', state.litres]]),
  }),
  decide: (litres, state) =>
    state.litres + litres > 1e9 ? [] : [{ type: 'tank.Filled', data: { litres } }],
}

/** A ledger in memory that counts what it is made to read. */
function createMemoryLedger() {
  const streams = new Map<string, StoredEvent[]>()
  let reads = 0
  const of = (stream: string): StoredEvent[] => {
    const known = streams.get(stream) ?? []
    streams.set(stream, known)
    return known
  }
  return {
    of,
    reads: () => reads,
    forget: () => (reads = 0),
    async *read(stream: string, { from = 0n, limit = Infinity }: ReadOptions = {}) {
      for (const event of of(stream).slice(Number(from), Number(from) + limit)) {
        reads += 1
        yield event
      }
    },
    async append(
      stream: string,
      events: readonly { id: string; type: string; data: object; metadata: object }[],
    ) {
      const known = of(stream)
      for (const event of events)
        known.push({
          ...{ ...event, stream, recordedAt: new Date() },
          ...{ revision: BigInt(known.length), position: BigInt(known.length) },
        } as StoredEvent)
      return { position: BigInt(known.length - 1), revision: BigInt(known.length - 1) }
    },
  }
}

async function openDatabase(t: Test): Promise<Database> {
  const url = await createTestDatabase(t, 'core')
  await migrate(url, coreMigrations, { log: silentLog })
  const database = createDatabase(url, { log: silentLog, applicationName: 'test' })
  t.teardown(() => database.close())
  return database
}

function prepare(database: Pick<Database, 'query' | 'withTransaction'>) {
  const ledger = createMemoryLedger()
  const kept: Promise<void>[] = []
  const own = createFoldSnapshots({ database, clock: systemClock, log: silentLog })
  const snapshots: FoldSnapshots = {
    find: own.find,
    keep: (...of) => {
      kept.push(own.keep(...of))
      return kept.at(-1)!
    },
  }
  const catalog = {
    decode: (event: StoredEvent) => ({
      ...event,
      receivedAt: new Date(event.metadata['receivedAt'] ?? 0),
    }),
    encode: (_: string, { event }: { event: Filled }, stamp: Record<string, unknown>) => ({
      ...{ id: stamp['id'], type: event.type, data: event.data },
      metadata: {
        receivedAt: (stamp['receivedAt'] as Date).toISOString(),
        ...(stamp['idempotencyKey'] === undefined
          ? {}
          : { idempotencyKey: stamp['idempotencyKey'], requestHash: stamp['requestHash'] }),
      },
    }),
  }
  const commands = createCommandHandler({
    ...({ ledger, catalog, limiter: { ensure: async () => {} } } as never as Record<string, never>),
    ...{ snapshots, clock: systemClock, log: silentLog, machine: 'web01' },
  } as never)
  const stream = `tank-${randomUUID()}`
  const fill = (litres: number, request: object = {}, decider = tank) =>
    commands.execute('tank', decider, { stream, command: litres, ...request })
  const grow = (count: number): void => {
    const metadata = { receivedAt: new Date().toISOString() }
    const from = ledger.of(stream).length
    void ledger.append(
      stream,
      Array.from({ length: count }, (_, n) => ({
        ...{ id: `event ${from + n}`, type: 'tank.Filled', data: { litres: 1 }, metadata },
      })),
    )
  }
  return { ledger, stream, fill, grow, kept: () => Promise.all(kept) }
}

t.test('a command on a stream of 100,000 events reads what is new', async t => {
  const { ledger, fill, grow, kept, stream } = prepare(await openDatabase(t))
  grow(100_000)
  await fill(1)
  await kept()
  ledger.forget()
  const startMs = performance.now()
  for (let n = 0; n < 20; n += 1) await fill(1)
  t.comment(`${((performance.now() - startMs) / 20).toFixed(1)} ms a command`)
  t.ok(ledger.reads() <= 20 * 30, `${ledger.reads()} events are read`)
  t.equal(ledger.of(stream).length, 100_021)
  t.equal((await fill(1e9)).events.length, 0, 'it knows what came before')
})

t.test('an idempotency key is known behind a snapshot', async t => {
  const { fill, grow, kept, stream, ledger } = prepare(await openDatabase(t))
  const request = { idempotencyKey: 'key', requestHash: 'hash' }
  const first = await fill(3, request)
  grow(1_500)
  await fill(1)
  await kept()
  const length = ledger.of(stream).length
  t.match(await fill(3, request), {
    revision: first.revision,
    events: [{ id: first.events[0]?.id }],
  })
  await t.rejects(fill(3, { ...request, requestHash: 'other' }), {
    code: 'DECKLOG_IDEMPOTENCY_MISMATCH',
  })
  t.equal(ledger.of(stream).length, length)
})

t.test('a snapshot of another fold, or of another ledger, is none', async t => {
  const { fill, grow, kept, stream, ledger } = prepare(await openDatabase(t))
  grow(1_200)
  await fill(1)
  await kept()
  const whole = async (decider = tank): Promise<boolean> => {
    ledger.forget()
    await fill(1, {}, decider)
    return ledger.reads() > 1_000
  }
  t.notOk(await whole())
  t.ok(await whole({ ...tank, foldVersion: 2 }))
  await kept()
  t.notOk(await whole({ ...tank, foldVersion: 2 }))
  // As after an older back-up: where the snapshot ends is another event.
  ledger.of(stream)[1_200] = { ...ledger.of(stream)[1_200]!, id: 'another' }
  ledger.of(stream)[1_201] = { ...ledger.of(stream)[1_201]!, id: 'another too' }
  ledger.of(stream)[1_202] = { ...ledger.of(stream)[1_202]!, id: 'another yet' }
  t.ok(await whole({ ...tank, foldVersion: 2 }))
})

t.test(
  'without Postgres a command folds the stream, and does not wait for it each time',
  async t => {
    let asked = 0
    const down = (): never => {
      asked += 1
      throw new Error('down')
    }
    const { ledger, fill, grow } = prepare({ query: down, withTransaction: down })
    grow(1_200)
    for (let n = 0; n < 5; n += 1) await fill(1)
    t.ok(ledger.reads() >= 5 * 1_200)
    t.ok(asked <= 6, `${asked} are asked`)
  },
)
