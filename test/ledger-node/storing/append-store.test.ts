import { randomBytes } from 'node:crypto'
import t from 'tap'
import { copiedColumns, readCopiedRows } from '../../../ledger-node/storing/append-store.ts'
import { copyOut } from '../../../ledger-node/storing/copy-out.ts'
import { createDatabase } from '../../../postgres/database.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { silentLog } from '../../support/silent-log.ts'

const database = createDatabase(await createTestDatabase(t), {
  log: silentLog,
  applicationName: 'copied-rows',
  maxConnections: 1,
})
t.teardown(() => database.close())
await database.query('create table appends (position int8, revision int8, events int4, body bytea)')
await database.query(`
  create function told(int8) returns int8 language plpgsql as
  $$ begin raise warning 'row %', $1; return $1; end $$
`)

const copied = async (select: string): Promise<ReturnType<typeof readCopiedRows>> =>
  readCopiedRows(
    await database.withClient(client =>
      copyOut(client, `copy (${select}) to stdout (format binary)`),
    ),
  )

t.beforeEach(() => database.query('truncate appends'))

t.test('reads rows of every size as they were written, and bodies side by side', async t => {
  const sizes = [0, 1, 37, 600, 8_192, 65_536, 300_000, 1_200_000, 5]
  const bodies = sizes.map(size => randomBytes(size))
  for (const [i, body] of bodies.entries())
    await database.query('insert into appends values ($1, $2, $3, $4)', [
      2 ** 40 + i,
      i === 3 ? '9223372036854775807' : 2 ** 33 + i,
      i,
      body,
    ])
  const rows = await copied(`select ${copiedColumns} from appends order by position`)
  t.strictSame(
    rows.map(row => row.position),
    sizes.map((_, i) => 2 ** 40 + i),
  )
  t.strictSame(
    rows.map(row => row.revision),
    sizes.map((_, i) => (i === 3 ? Infinity : 2 ** 33 + i)),
  )
  t.strictSame(
    rows.map(row => row.events),
    sizes.map((_, i) => i),
  )
  for (const [i, row] of rows.entries()) t.ok(row.body.equals(bodies[i] ?? Buffer.alloc(0)))
  const ends = rows.map(row => row.body.byteOffset + row.body.length)
  t.strictSame(
    rows.slice(1).map(row => row.body.byteOffset),
    ends.slice(0, -1),
  )
})

t.test('has no row where there is none', async t => {
  t.strictSame(await copied(`select ${copiedColumns} from appends`), [])
})

t.test('reads on when the server has something to say in between', async t => {
  const numbers = Array.from({ length: 300 }, (_, i) => i)
  const rows = await copied(
    `select told(n), n, 1, decode(repeat('ab', 700), 'hex') from generate_series(0, 299) as n`,
  )
  t.strictSame(
    rows.map(row => row.position),
    numbers,
  )
})

t.test(
  'fails as a query does, at once or half-way, and leaves the connection as it was',
  async t => {
    await t.rejects(copied('select nothing from appends'), /nothing/)
    await t.rejects(
      copied(
        `select n, n, 1 / (n - 5000)::int4, '\\x00'::bytea from generate_series(1, 9999) as n`,
      ),
      /division by zero/,
    )
    t.strictSame(await database.query('select 7 as n'), [{ n: 7 }])
  },
)

t.test('is given up when the server does not answer in time', async t => {
  const slow = copied(`select 1, 1, 1, '\\x00'::bytea from pg_sleep(3)`)
  await t.rejects(slow, { code: 'DECKLOG_DATABASE_UNAVAILABLE' })
  t.strictSame(await database.query('select 7 as n'), [{ n: 7 }])
})
