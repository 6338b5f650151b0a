import t, { type Test } from 'tap'
import { createTestLedgerUrl } from '../../support/ledger.ts'
import {
  createReadSide,
  prepareReadSide,
  waitLive,
  type Ground,
  startReadSide,
} from '../../support/read-side.ts'
import { until } from '../../support/until.ts'
import { allowed } from '../../support/rounds.ts'

/** Leaves behind what a process has folded that has stopped. */
async function foldAndStop(t: Test, ground: Ground, readings: readonly number[]): Promise<void> {
  const side = await startReadSide(t, ground)
  if (readings.length > 0) await side.measure('a', readings)
  await waitLive(side, ground)
  await side.stop()
}

t.test('shows what happened before and after it started', async t => {
  const ground = await prepareReadSide(t)
  const side = createReadSide(t, ground)
  await side.measure('a', [1, 2])
  await side.start()
  await waitLive(side, ground)
  await side.measure('a', [3])
  await side.measure('b', [7], 'first')
  const { name } = ground.probe.projection
  const { rows, position } = await side.rows(name)
  t.match(rows, [
    { _key: 'a', sensor: 'a', last_reading: 3, events: 3, last_revision: 2, note: null },
    { _key: 'b', sensor: 'b', last_reading: 7, events: 1, last_revision: 0, note: 'first' },
  ])
  t.strictSame(
    (await side.rows(name, { columns: ['note'], limit: 1 })).rows,
    [{ _key: 'a', note: null }],
    'only the columns that are asked for',
  )
  await t.rejects(side.rows(name, { columns: ['nothing'] }), { code: 'DECKLOG_VALIDATION' })
  t.type(rows[0]?.['measured_at'], Date)
  t.match(side.board.status(), [{ state: 'live', version: 1, generation: 1, parked: 0 }])
  t.ok((side.board.status()[0]?.position ?? 0n) >= position)
  t.match(side.board.health(), [
    { name: `projection:${ground.probe.projection.name}`, state: 'ok' },
  ])
})

t.test('goes on where it stood after a restart', async t => {
  const ground = await prepareReadSide(t)
  await foldAndStop(t, ground, [1, 2, 3])
  const second = createReadSide(t, ground)
  await second.measure('a', [4])
  await second.start()
  await waitLive(second, ground)
  t.match((await second.rows(ground.probe.projection.name)).rows, [{ events: 4, last_reading: 4 }])
})

t.test('moves the checkpoint of a quiet projection with every barrier', async t => {
  const ground = await prepareReadSide(t)
  const side = await startReadSide(t, ground)
  const position = await side.barrier.raise()
  t.equal(await side.board.waitFor([ground.probe.projection.name], position, 60_000), true)
  const [row] = await side.database.query<{ position: string }>(
    'select position::text from projection_checkpoints',
  )
  t.ok(BigInt(row?.position ?? 0) >= position)
})

t.test('builds a raised version anew beside the old one', async t => {
  const ground = await prepareReadSide(t)
  const old = createReadSide(t, ground)
  await old.start()
  await old.measure('a', [1, 2])
  await waitLive(old, ground)
  const raised = { ...ground.probe, projection: { ...ground.probe.projection, version: 2 } }
  const side = createReadSide(t, { ...ground, probe: raised })
  t.throws(() => side.host.view(raised.projection.name), { code: 'DECKLOG_PROJECTION_REBUILDING' })
  await side.start()
  await waitLive(side, ground)
  await side.measure('a', [3])
  t.match((await side.rows(raised.projection.name)).rows, [{ events: 3 }])
  t.match((await old.rows(raised.projection.name)).rows, [{ events: 3 }])
  t.match(side.host.view(raised.projection.name), /_v2"$/)
})

t.test('refuses to start with other columns under the same version', async t => {
  const ground = await prepareReadSide(t)
  await foldAndStop(t, ground, [])
  const { projection } = ground.probe
  const columns = { ...projection.columns, note: 'jsonb' as const }
  const changed = { ...ground.probe, projection: { ...projection, columns } }
  const side = createReadSide(t, { ...ground, probe: changed })
  await t.rejects(side.start(), { code: 'DECKLOG_PROJECTION_CHANGED' })
})

t.test('stops when the ledger ends before the checkpoint', async t => {
  const ground = await prepareReadSide(t)
  await foldAndStop(t, ground, [])
  const side = createReadSide(t, ground)
  await side.database.query('update projection_checkpoints set position = position + 1000000000000')
  await side.start()
  await until('it stopped', () => side.board.status()[0]?.state === 'stopped')
  t.match(side.board.status(), [{ reason: /^DECKLOG_CHECKPOINT_AHEAD/ }])
  t.match(side.board.health(), [{ state: 'failing' }])
})

// It takes two ledgers.
const skip = process.env['DECKLOG_EVENTSTORE_URL'] !== undefined

t.test('stops when an older ledger has grown past the checkpoint', { skip }, async t => {
  const ground = await prepareReadSide(t)
  await foldAndStop(t, ground, [1, 2])
  const restored: Ground = { ...ground, ledgerUrl: await createTestLedgerUrl(t) }
  const side = createReadSide(t, restored)
  await side.measure('a', [1, 7, 8, 9])
  await side.start()
  await until('it stopped', () => side.board.status()[0]?.state === 'stopped')
  t.match(side.board.status(), [{ reason: /^DECKLOG_CHECKPOINT_AHEAD/ }])
})

t.test('goes on when the last event that it has seen has expired', async t => {
  const ground = await prepareReadSide(t)
  await foldAndStop(t, ground, [1, 2])
  const side = createReadSide(t, ground)
  await side.ledger.limit(ground.probe.streamOf('a'), { maxCount: 1 })
  await side.measure('a', [3])
  await side.start()
  await waitLive(side, ground)
  t.match((await side.rows(ground.probe.projection.name)).rows, [{ last_reading: 3, events: 3 }])
})

t.test('stops a build at the first event that it cannot take', async t => {
  const ground = await prepareReadSide(t)
  const side = createReadSide(t, ground)
  await side.measure('a', [1, -1, 2])
  await side.start()
  await until('it stopped', () => side.board.status()[0]?.state === 'stopped')
  t.throws(() => side.host.view(ground.probe.projection.name), {
    code: 'DECKLOG_PROJECTION_REBUILDING',
  })
  await t.rejects(side.rows(ground.probe.projection.name), {
    code: 'DECKLOG_PROJECTION_REBUILDING',
  })
})

t.test('is refused by a name that nobody declared', async t => {
  const side = createReadSide(t, await prepareReadSide(t))
  await t.rejects(side.rows('nobody'), { code: 'DECKLOG_PROJECTION_UNKNOWN' })
  t.throws(() => side.host.view('nobody'), { code: 'DECKLOG_PROJECTION_UNKNOWN' })
})

t.test('says in time that a read model is behind', async t => {
  const ground = await prepareReadSide(t)
  const side = await startReadSide(t, ground)
  await side.runner.stop()
  await side.measure('a', [1])
  const startedMs = performance.now()
  await t.rejects(side.rowsInTime(ground.probe.projection.name), {
    code: 'DECKLOG_PROJECTION_BEHIND',
  })
  t.ok(performance.now() - startedMs < allowed(2_000))
})

t.test('announces changed rows, and lists them by the order of change', async t => {
  const ground = await prepareReadSide(t)
  const side = createReadSide(t, ground)
  const topics: string[] = []
  const subscription = side.changes.changes$.subscribe(({ topic }) => topics.push(topic))
  t.teardown(() => subscription.unsubscribe())
  await side.start()
  await waitLive(side, ground)
  const { name } = ground.probe.projection
  const before = await side.barrier.raise()
  await side.measure('b', [1])
  await side.measure('a', [1])
  await until('both rows were announced', async () => {
    return (await side.changes.changedSince(name, before, 10)).length === 2
  })
  const changed = await side.changes.changedSince(name, before, 10)
  t.match(changed, [{ key: 'b' }, { key: 'a' }])
  await until('the topic was announced', () => topics.includes(name))
  t.match(await side.changes.changedSince(name, changed[0]?.position ?? 0n, 10), [{ key: 'a' }])
})

t.test('reads rows by what their columns equal, in pages', async t => {
  const ground = await prepareReadSide(t)
  const side = await startReadSide(t, ground)
  for (const sensor of ['a', 'b', 'c']) await side.measure(sensor, [1])
  await side.measure('d', [2], 'x')
  const { name } = ground.probe.projection
  const keys = async (query: object): Promise<readonly string[]> =>
    (await side.rows(name, query)).rows.map(row => row._key)
  t.strictSame(await keys({ equals: { last_reading: 1 } }), ['a', 'b', 'c'])
  t.strictSame(await keys({ equals: { note: null }, after: 'a', limit: 1 }), ['b'])
  await t.rejects(side.rows(name, { equals: { nothing: 1 } }), { code: 'DECKLOG_VALIDATION' })
})
