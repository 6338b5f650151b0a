import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import t, { type Test } from 'tap'
import { createLedgerNode } from '../../../ledger-node/ledger-node.ts'
import { migrationNames } from '../../../postgres/check-migrations.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { silentLog } from '../../support/silent-log.ts'
import { ledgerMigrations } from '../../../ledger-node/storing/ledger-migrations.ts'

async function startNode(t: Test, databaseUrl: string): Promise<EventStoreDBClient> {
  const node = createLedgerNode({ databaseUrl, port: 0, log: silentLog })
  t.teardown(() => node.stop())
  const { port } = await node.start()
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`)
  t.teardown(() => client.dispose())
  return client
}

async function connect(t: Test, url: string): Promise<pg.Client> {
  const client = new pg.Client(url)
  await client.connect()
  t.teardown(() => client.end())
  return client
}

t.test('refuses data of a newer version, and leaves it as it is', async t => {
  const databaseUrl = await createTestDatabase(t)
  const first = createLedgerNode({ databaseUrl, port: 0, log: silentLog })
  await first.start()
  await first.stop()
  const postgres = await connect(t, databaseUrl)
  await postgres.query(`insert into ledger_migrations (name, run_on) values ('9999_new', now())`)
  const before = await postgres.query('select * from ledger_migrations order by id')
  await t.rejects(startNode(t, databaseUrl), { code: 'DECKLOG_DATA_VERSION' })
  const after = await postgres.query('select * from ledger_migrations order by id')
  t.strictSame(after.rows, before.rows)
})

t.test('migrates data of every older version, and keeps its events', async t => {
  const names = migrationNames(ledgerMigrations.folder)
  for (const version of names.keys()) {
    const databaseUrl = await createTestDatabase(t)
    const postgres = await connect(t, databaseUrl)
    await postgres.query(
      'create table ledger_migrations (id serial primary key, name varchar(255) not null, run_on timestamp not null)',
    )
    for (const name of names.slice(0, version + 1)) {
      await postgres.query(await readFile(join(ledgerMigrations.folder, `${name}.sql`), 'utf8'))
      await postgres.query('insert into ledger_migrations (name, run_on) values ($1, now())', [
        name,
      ])
    }
    const client = await startNode(t, databaseUrl)
    const { nextExpectedRevision } = await client.appendToStream(
      's',
      jsonEvent({ type: 't', data: {} }),
    )
    t.equal(nextExpectedRevision, 0n)
    const { rows } = await postgres.query('select name from ledger_migrations order by id')
    t.strictSame(
      rows,
      names.map(name => ({ name })),
    )
  }
})
