import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { packageRoot } from '../../../core/config/package-root.ts'
import { rebuildProjection } from '../../../core/projecting/projection-operations.ts'
import { verifyProjection } from '../../../core/projecting/verify-projection.ts'
import { coreMigrations } from '../../../core/readmodel/core-migrations.ts'
import { placeApart } from '../../../core/readmodel/read-model.ts'
import { settleTables } from '../../../core/readmodel/settle-tables.ts'
import { createDatabase } from '../../../postgres/database.ts'
import { migrate } from '../../../postgres/migrate.ts'
import { emptyList } from '../../support/empty-list.ts'
import { createTestLedgerUrl } from '../../support/ledger.ts'
import { openPastOf } from '../../support/past.ts'
import { asSuperuser, createTestDatabase, createTestRole } from '../../support/postgres.ts'
import { createProbe } from '../../support/probe.ts'
import {
  createReadSide,
  type Ground,
  prepareReadSide,
  type ReadSide,
  startReadSide,
  waitLive,
} from '../../support/read-side.ts'
import { silentLog } from '../../support/silent-log.ts'
import { until } from '../../support/until.ts'

/** The same ground, whose projection comes from an extension. */
function extended(ground: Ground): Ground {
  const projection = placeApart(ground.probe.projection)
  return {
    ...ground,
    probe: { ...ground.probe, projection: projection as typeof ground.probe.projection },
  }
}

/** Where everything is that the probe's projection has made, by schema. */
async function placesOf(
  { database }: Pick<ReadSide, 'database'>,
  { probe }: Ground,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const rows = await database.query<{ schema: string; names: readonly string[] }>(
    `
      select nspname as schema, array_agg(replace(relname, $1, 'probe') order by relname) as names
      from pg_class join pg_namespace on pg_namespace.oid = relnamespace
      where starts_with(relname, $1) and relkind in ('r', 'v', 'i') group by 1
    `,
    [probe.projection.name],
  )
  return Object.fromEntries(rows.map(({ schema, names }) => [schema, names]))
}

const all = ['probe_v1', 'probe_v1_1', 'probe_v1_1__position_idx', 'probe_v1_1_pkey']

async function rowsOf(side: ReadSide, { probe }: Ground): Promise<readonly object[]> {
  const { rows } = await side.rows(probe.projection.name)
  return rows.map(({ _key, ...row }) => ({ key: _key, events: Reflect.get(row, 'events') }))
}

t.test('what an extension projects is in a schema of its own, in all that is done', async t => {
  const ground = extended(await prepareReadSide(t))
  const { projection } = ground.probe
  const side = await startReadSide(t, ground)
  const first = await side.measure('a', [1])
  await side.measure('b', [1, 2])
  await waitLive(side, ground)
  t.strictSame(await placesOf(side, ground), { decklog_extensions: all })
  t.strictSame(await rowsOf(side, ground), [
    { key: 'a', events: 1 },
    { key: 'b', events: 2 },
  ])
  const changed = await side.changes.changedSince(projection.name, first, 10)
  t.match(changed, [{ key: 'b' }], 'its changes are followed')
  const past = await openPastOf(t, side).rowsAt(projection.name, first)
  t.strictSame([...past.keys()], ['a'], 'its past is read')

  t.equal(await rebuildProjection(side.database, projection), 2)
  await until('the old table is gone', async () => {
    await side.board.refresh()
    return side.board.generations().every(({ generation }) => generation === 2)
  })
  t.match((await placesOf(side, ground))['decklog_extensions'], ['probe_v1', 'probe_v1_2'])
  t.match(await verifyProjection(side, projection), { rows: 2, differences: emptyList })
})

t.test(
  'tables of before are moved, not built anew, and others may read what they might',
  async t => {
    const role = await createTestRole(t)
    const ground = await prepareReadSide(t)
    const old = await startReadSide(t, ground)
    await old.measure('a', [1, 2])
    await waitLive(old, ground)
    t.strictSame(await placesOf(old, ground), { public: all })
    const view = `${ground.probe.projection.name}_v1`
    await old.database.query(`grant select on ${view} to ${role.name}`)
    await old.stop()

    const sides = [
      createReadSide(t, extended(ground)),
      createReadSide(t, extended(ground)),
    ] as const
    await Promise.all(sides.map(side => side.start()))
    const [side, other] = sides
    t.strictSame(await placesOf(side, ground), { decklog_extensions: all })
    await side.measure('a', [3])
    await waitLive(other, ground)
    for (const one of sides) t.strictSame(await rowsOf(one, ground), [{ key: 'a', events: 3 }])
    await side.board.refresh()
    t.match(side.board.generations(), [{ generation: 1, live: true, events: 3 }])
    const [granted] = await side.database.query<{ may: boolean }>(
      `select has_table_privilege($1, $2, 'select') as may`,
      [role.name, `decklog_extensions.${view}`],
    )
    t.ok(granted?.may)
    await Promise.all(sides.map(one => one.stop()))

    const back = await startReadSide(t, ground)
    t.strictSame(await placesOf(back, ground), { public: all }, 'what is built in now comes back')
    t.strictSame(await rowsOf(back, ground), [{ key: 'a', events: 3 }])
  },
)

t.test('older versions and what is being built move too', async t => {
  const ground = await prepareReadSide(t)
  const { projection } = ground.probe
  const probe = { ...ground.probe, projection: { ...projection, version: 2 } }
  await (await startReadSide(t, ground)).stop()
  const newer = await startReadSide(t, { ...ground, probe })
  await newer.stop()
  await rebuildProjection(createReadSide(t, ground).database, probe.projection)

  const side = await startReadSide(t, extended({ ...ground, probe }))
  t.strictSame(Object.keys(await placesOf(side, ground)), ['decklog_extensions'])
  await until('what was being built is read', () => side.board.status()[0]?.generation === 2)
  t.match((await placesOf(side, ground))['decklog_extensions'], ['probe_v1', 'probe_v1_1'])
})

t.test('of a name that is in both places the right one is read, and neither is lost', async t => {
  const ground = await prepareReadSide(t)
  const apart = extended(ground)
  const side = await startReadSide(t, apart)
  await side.measure('a', [1])
  await waitLive(side, apart)
  await side.stop()
  const { name } = ground.probe.projection
  const database = createDatabase(ground.databaseUrl, { log: silentLog, applicationName: 'test' })
  t.teardown(() => database.close())
  // As somebody has it whose own queries know no other name.
  await database.query(`create view ${name}_v1 as select 'foreign' as _key`)
  await database.query(`create table ${name}_v1_1 (_key text)`)

  const again = await startReadSide(t, apart)
  await again.measure('a', [2])
  await waitLive(again, apart)
  t.strictSame(await rowsOf(again, apart), [{ key: 'a', events: 2 }])
  t.match(await verifyProjection(again, apart.probe.projection), {
    rows: 1,
    differences: emptyList,
  })
  t.strictSame(await placesOf(again, apart), {
    public: ['probe_v1', 'probe_v1_1'],
    decklog_extensions: all,
  })
})

t.test(
  'what is left of an extension is dropped as the docs say, and can be built anew',
  async t => {
    const ground = extended(await prepareReadSide(t))
    const side = await startReadSide(t, ground)
    await side.measure('a', [1])
    await waitLive(side, ground)
    await side.stop()
    const { name } = ground.probe.projection
    const page = join(packageRoot, 'docs', 'how-to', 'look-after-projections.md')
    const [, statements = ''] = /```sql\n([^`]*)```/.exec(await readFile(page, 'utf8')) ?? []
    await asSuperuser(ground.databaseUrl, statements.replace(/load[_-]status/g, name))

    const later = createReadSide(t, ground)
    t.strictSame(await placesOf(later, ground), {})
    const tables = ['generations', 'checkpoints'].map(async what =>
      later.database.query(`select from projection_${what}`),
    )
    t.strictSame(await Promise.all(tables), [[], []])
    await later.start()
    await waitLive(later, ground)
    t.strictSame(await rowsOf(later, ground), [{ key: 'a', events: 1 }])
  },
)

t.test('says that tables are held, and moves none of them', async t => {
  const ground = await prepareReadSide(t)
  const old = await startReadSide(t, ground)
  await waitLive(old, ground)
  await old.runner.stop()
  const { database } = old
  const projections = [placeApart(ground.probe.projection)]
  const settle = (): Promise<void> => settleTables({ database, projections, log: silentLog })
  await database.withTransaction(async client => {
    await client.query(`lock table ${ground.probe.projection.name}_v1_1 in access share mode`)
    await t.rejects(settle(), { code: 'DECKLOG_DATABASE_UNAVAILABLE', message: /backup/ })
  })
  t.strictSame(await placesOf(old, ground), { public: all })
  await settle()
  t.strictSame(await placesOf(old, ground), { decklog_extensions: all })
})

t.test('a role that lacks a right is told what to grant', async t => {
  const role = await createTestRole(t)
  const databaseUrl = await createTestDatabase(t)
  const probe = createProbe()
  const own = { databaseUrl: role.as(databaseUrl), ledgerUrl: await createTestLedgerUrl(t), probe }
  await asSuperuser(databaseUrl, `grant create on schema public to ${role.name}`)
  const bring = (): Promise<unknown> => migrate(own.databaseUrl, coreMigrations, { log: silentLog })
  await t.rejects(bring(), {
    code: 'DECKLOG_DATABASE_DENIED',
    message: new RegExp(`grant create on database "t_.*" to ${role.name}"`),
  })
  const database = new URL(databaseUrl).pathname.slice(1)
  await asSuperuser(databaseUrl, `grant create on database ${database} to ${role.name}`)
  await bring()

  await asSuperuser(databaseUrl, 'drop schema decklog_extensions')
  const grants = `create schema if not exists decklog_extensions; grant usage, create on schema decklog_extensions to ${role.name}`
  const start = (): Promise<ReadSide> => startReadSide(t, extended(own))
  await t.rejects(start(), { code: 'DECKLOG_DATABASE_DENIED', message: grants })
  await t.resolves(
    startReadSide(t, own).then(side => side.stop()),
    'who has no extension needs none',
  )
  await asSuperuser(databaseUrl, 'create schema decklog_extensions')
  await t.rejects(start(), { code: 'DECKLOG_DATABASE_DENIED', message: grants })
  await asSuperuser(databaseUrl, grants)
  const side = await start()
  t.strictSame(Object.keys(await placesOf(side, own)), ['decklog_extensions'])
})
