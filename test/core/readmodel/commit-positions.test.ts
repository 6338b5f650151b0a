import pg from 'pg'
import t from 'tap'
import { takeLeases, type LeaseEpoch } from '../../../core/leases/leases.ts'
import { commitBatch } from '../../../core/readmodel/commit-batch.ts'
import {
  createPositionCommits,
  type PositionMove,
} from '../../../core/readmodel/commit-positions.ts'
import { coreMigrations } from '../../../core/readmodel/core-migrations.ts'
import { addGeneration, listGenerations } from '../../../core/readmodel/generations.ts'
import type { ReadModel } from '../../../core/readmodel/read-model.ts'
import { createDatabase, type Database } from '../../../postgres/database.ts'
import { migrate } from '../../../postgres/migrate.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { createProbe } from '../../support/probe.ts'
import { silentLog } from '../../support/silent-log.ts'
import { until } from '../../support/until.ts'

interface Led {
  readonly model: ReadModel
  readonly lease: LeaseEpoch
}

let url = ''
let database: Database
t.before(async () => {
  url = await createTestDatabase(t, 'core')
  await migrate(url, coreMigrations, { log: silentLog })
  database = createDatabase(url, { log: silentLog, applicationName: 'test' })
  t.teardown(() => database.close())
})

async function lead(): Promise<Led> {
  const { projection } = createProbe()
  const model = await database.withTransaction(client => addGeneration(client, projection))
  const [lease] = await takeLeases(database, 'test', [projection.name])
  if (!lease) throw new Error('the lease of a new name is free')
  return { model, lease }
}

const move = (one: Led, from: bigint, to: bigint): PositionMove => ({
  ...one,
  move: { from, to, events: 0 },
})

async function standsOf({ model: { projection } }: Led): Promise<unknown> {
  const found = (await listGenerations(database)).find(one => one.projection === projection.name)
  return found && { position: found.position, events: found.events, last: found.last }
}

t.test('moves what is asked for together in one statement, and tells of each', async t => {
  const tables = await Promise.all([lead(), lead(), lead()])
  const listening = new pg.Client({ connectionString: url })
  await listening.connect()
  t.teardown(() => listening.end())
  const heard: string[] = []
  listening.on('notification', ({ payload = '' }) => heard.push(payload))
  await listening.query('listen decklog_positions')
  let statements = 0
  const positions = createPositionCommits({
    withClient: work => {
      statements += 1
      return database.withClient(work)
    },
  })

  const outcomes = await Promise.all(tables.map(one => positions.commit(move(one, 0n, 7n))))
  t.strictSame(outcomes, ['done', 'done', 'done'])
  t.equal(statements, 1)
  for (const one of tables)
    t.strictSame(await standsOf(one), { position: 7n, events: 0, last: undefined })
  await until('all are told of', () => heard.length === 3)
  const expected = tables.map(({ model }) => `${model.projection.name}_v1 7`)
  t.strictSame(heard.sort(), expected.sort())
})

t.test('keeps the last event of its own, and counts', async t => {
  const one = await lead()
  const positions = createPositionCommits(database)
  const last = { stream: 'probe-a', revision: 3n, id: 'b' }
  await positions.commit({ ...one, move: { from: 0n, to: 5n, events: 2, last } })
  await positions.commit(move(one, 5n, 9n))
  t.strictSame(await standsOf(one), { position: 9n, events: 2, last })
})

t.test('refuses alone what another process leads or has moved', async t => {
  const [good, deposed, moved] = await Promise.all([lead(), lead(), lead()])
  const positions = createPositionCommits(database)
  await takeLeases(database, 'test', [deposed.lease.name])
  await database.withClient(client =>
    commitBatch(client, moved.model, {
      lease: moved.lease,
      changes: [],
      move: { from: 0n, to: 4n, events: 0, tell: 'silent' },
    }),
  )
  const outcomes = await Promise.all(
    [good, deposed, moved].map(one => positions.commit(move(one, 0n, 6n))),
  )
  t.strictSame(outcomes, ['done', 'refused', 'refused'])
  t.match(await standsOf(good), { position: 6n })
  t.match(await standsOf(deposed), { position: 0n })
  t.match(await standsOf(moved), { position: 4n })
})

t.test('waits for nobody who holds a lease for longer', async t => {
  const [free, busy] = await Promise.all([lead(), lead()])
  const positions = createPositionCommits(database)
  await database.withTransaction(async client => {
    await client.query('select from leases where name = $1 for update', [busy.lease.name])
    const outcomes = await Promise.all([free, busy].map(one => positions.commit(move(one, 0n, 2n))))
    t.strictSame(outcomes, ['done', 'refused'])
  })
  t.equal(await positions.commit(move(busy, 0n, 2n)), 'done')
})

t.test('fails all that went together, and goes on with the next', async t => {
  const tables = await Promise.all([lead(), lead()])
  let down = true
  const positions = createPositionCommits({
    withClient: work => (down ? Promise.reject(new Error('no server')) : database.withClient(work)),
  })
  const failed = await Promise.allSettled(tables.map(one => positions.commit(move(one, 0n, 3n))))
  t.strictSame(
    failed.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  down = false
  const outcomes = await Promise.all(tables.map(one => positions.commit(move(one, 0n, 3n))))
  t.strictSame(outcomes, ['done', 'done'])
})
