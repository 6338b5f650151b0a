import { randomUUID } from 'node:crypto'
import t from 'tap'
import { v7 } from 'uuid'
import { findSealed } from '../../../../core/auditing/proving/find-sealed.ts'
import { GrowingLog } from '../../../../core/auditing/sealing/growing-log.ts'
import type { LogEntry } from '../../../../core/auditing/sealing/log-entry.ts'
import { coreMigrations } from '../../../../core/readmodel/core-migrations.ts'
import { createDatabase } from '../../../../postgres/database.ts'
import { migrate } from '../../../../postgres/migrate.ts'
import { createTestDatabase } from '../../../support/postgres.ts'
import { silentLog } from '../../../support/silent-log.ts'

// Of every bundle one entry is there, which is enough to look through: half a million events take four megabytes of them.

const origin = 'test.example/decklog/observations'
const bundles = 2_100
/** 256 events each, at 200 a second. */
const bundleMs = 1_280
const firstMs = Date.parse('2026-02-24T00:00:00Z')
const timeOf = (n: number): Date => new Date(firstMs + n * bundleMs)

const url = await createTestDatabase(t)
await migrate(url, coreMigrations, { log: silentLog })
const database = createDatabase(url, { log: silentLog, applicationName: 'test' })
t.teardown(() => database.close())

function bundleOf(id: string, n: number): { readonly entries: Buffer; readonly marks: Buffer } {
  const entry: LogEntry = {
    ...{ id, type: 'probe.Measured', stream: 'reading-1', recordedAt: timeOf(n) },
    ...{ revision: BigInt(n), position: BigInt(n), dataSha256: '', metadataSha256: '' },
  }
  const log = new GrowingLog({ size: 0, partial: [], lastBundle: undefined })
  log.add(entry)
  const [bundle] = log.take().bundles
  if (!bundle) throw new Error('there is no bundle')
  return bundle
}

const ids = Array.from({ length: bundles }, (_, n) =>
  n % 2 === 0 ? randomUUID() : v7({ msecs: timeOf(n).getTime() }),
)
const made = ids.map(bundleOf)
await database.query(
  `
    insert into sealed_bundles (origin, n, entries, marks, newest_at)
    select $1, ordinality - 1, entries, marks, newest_at
    from unnest($2::bytea[], $3::bytea[], $4::timestamptz[])
      with ordinality as made (entries, marks, newest_at, ordinality)
  `,
  [
    origin,
    made.map(({ entries }) => entries),
    made.map(({ marks }) => marks),
    ids.map((_, n) => timeOf(n).toISOString()),
  ],
)

/** Looks for events, and tells how many questions that took: for marks, and for entries. */
async function find(sought: readonly { readonly id: string; readonly recordedAt?: Date }[]) {
  const asked = { marks: 0, entries: 0 }
  const counting: Pick<typeof database, 'query'> = {
    query(statement, values) {
      const text = String(statement)
      if (text.includes('marks')) asked.marks += 1
      if (text.includes('entries')) asked.entries += 1
      return database.query(statement, values)
    },
  }
  return { found: await findSealed(counting, [origin], sought), asked }
}

const some = (parity: number, count: number) =>
  Array.from({ length: count }, (_, i) => 2 * Math.floor((i * bundles) / (2 * count)) + parity)

t.test('of ids that tell no time, the marks are walked through once, however many', async t => {
  for (const count of [1, 10, 300]) {
    const numbers = some(0, count)
    const { found, asked } = await find(numbers.map(n => ({ id: ids[n] ?? '' })))
    for (const n of numbers) t.match(found.get(ids[n] ?? ''), { origin, index: n * 256 }, `${n}`)
    t.ok(asked.marks <= Math.ceil(bundles / 1_000), `${asked.marks} for ${count}`)
  }
})

t.test('ids of version 7 are found near their time, also where much came at once', async t => {
  // Half a minute of ten on either side is hundreds of bundles.
  for (const n of [1, 999, 2_099]) {
    const { found, asked } = await find([{ id: ids[n] ?? '' }])
    t.equal(found.get(ids[n] ?? '')?.index, n * 256)
    t.strictSame(asked, { marks: 1, entries: 1 })
  }
})

t.test('an event that is known is found near the time at which it was recorded', async t => {
  const { found, asked } = await find([{ id: ids[1_800] ?? '', recordedAt: timeOf(1_800) }])
  t.equal(found.get(ids[1_800] ?? '')?.index, 1_800 * 256)
  t.strictSame(asked, { marks: 1, entries: 1 })
})

t.test('whatever time is claimed, it is found', async t => {
  const id = ids[2_000] ?? ''
  const claimed = [timeOf(0), timeOf(-1_000_000), timeOf(1_000_000)]
  for (const recordedAt of claimed)
    t.equal((await find([{ id, recordedAt }])).found.get(id)?.index, 2_000 * 256)
})

t.test('what is of many times is found by one walk, and what is nowhere is not', async t => {
  const days = Array.from({ length: 60 }, (_, day) => ({
    id: v7({ msecs: firstMs - day * 86_400_000 }),
  }))
  const { found, asked } = await find([...days, { id: ids[77] ?? '' }, { id: randomUUID() }])
  t.strictSame([...found.keys()], [ids[77]])
  t.equal(asked.marks, Math.ceil(bundles / 1_000))
})
