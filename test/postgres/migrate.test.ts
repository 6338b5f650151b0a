import pg from 'pg'
import { pino } from 'pino'
import t from 'tap'
import {
  checkMigrations,
  compareMigrations,
  numberingProblems,
} from '../../postgres/check-migrations.ts'
import { createDatabase } from '../../postgres/database.ts'
import { migrate, requireMigrated } from '../../postgres/migrate.ts'
import { createTestDatabase } from '../support/postgres.ts'
import { coreMigrations } from '../../core/readmodel/core-migrations.ts'

const log = pino({ level: 'silent' })

t.test('brings an empty database to the head, and does nothing the second time', async t => {
  const url = await createTestDatabase(t)
  await t.rejects(requireMigrated(url, coreMigrations, { log }), {
    code: 'DECKLOG_MIGRATION_PENDING',
  })
  t.ok((await migrate(url, coreMigrations, { log })).length > 0)
  t.strictSame(await migrate(url, coreMigrations, { log }), [])
  const database = createDatabase(url, { log, applicationName: 'test' })
  t.teardown(() => database.close())
  t.strictSame(await checkMigrations(database, coreMigrations), [])
})

t.test('lets racing starts migrate once', async t => {
  const url = await createTestDatabase(t)
  const applied = await Promise.all([1, 2, 3].map(() => migrate(url, coreMigrations, { log })))
  t.equal(applied.filter(names => names.length > 0).length, 1)
})

t.test('refuses a database that a newer build has migrated', async t => {
  const url = await createTestDatabase(t)
  await migrate(url, coreMigrations, { log })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`insert into core_migrations (name, run_on) values ('9999_future', now())`)
  await client.end()
  await t.rejects(migrate(url, coreMigrations, { log }), { code: 'DECKLOG_DATA_VERSION' })
})

t.test('says so when nothing listens', async t => {
  await t.rejects(migrate('postgres://127.0.0.1:1/none', coreMigrations, { log }), {
    code: 'DECKLOG_DATABASE_UNAVAILABLE',
  })
})

t.test('finds gaps and two heads in the numbers', async t => {
  t.strictSame(numberingProblems(['0001_a', '0002_b']), [])
  t.match(numberingProblems(['0001_a', '0003_c']), [/missing before 0003_c/])
  t.match(numberingProblems(['0001_a', '0002_b', '0002_c']), [/0002_c uses a number twice/])
  t.match(numberingProblems(['1_a']), [/1_a is not named/])
})

t.test('finds a changed order', async t => {
  t.strictSame(compareMigrations(['0001_a', '0002_b'], ['0001_a', '0002_b']), [])
  t.match(compareMigrations(['0001_a', '0002_b'], ['0002_b', '0001_a']), [{ kind: 'order' }])
  t.match(compareMigrations(['0001_a', '0002_b'], ['0002_b']), [
    { kind: 'pending' },
    { kind: 'order' },
  ])
})
