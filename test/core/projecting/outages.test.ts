import t from 'tap'
import { createProxy, type ProxyMode } from '../../support/proxy.ts'
import {
  createReadSide,
  prepareReadSide,
  waitLive,
  type ReadSide,
} from '../../support/read-side.ts'
import { until } from '../../support/until.ts'
import { allowed } from '../../support/rounds.ts'

const recoveryMs = allowed(5_000)

async function countedEvents(side: ReadSide, name: string): Promise<number> {
  const rows = await side.rowsInTime(name).then(
    read => read.rows,
    () => [],
  )
  return rows.reduce((sum, row) => sum + Number(row['events']), 0)
}

for (const mode of ['black_hole', 'reset', 'cut_after_request'] satisfies ProxyMode[]) {
  t.test(`recovers by itself when Postgres comes back after ${mode}`, async t => {
    const ground = await prepareReadSide(t)
    const { name } = ground.probe.projection
    const proxy = await createProxy(t, ground.databaseUrl)
    const side = createReadSide(t, { ...ground, databaseUrl: proxy.url })
    await side.start()
    await side.measure('a', [1, 2])
    await waitLive(side, ground)
    await proxy.set(mode)
    const startedMs = performance.now()
    await t.rejects(side.database.query('select 1'), { code: 'DECKLOG_DATABASE_UNAVAILABLE' })
    t.ok(performance.now() - startedMs < allowed(3_000))
    t.match(side.database.health(), [{ state: 'failing' }])
    await side.measure('a', [3, 4])
    await until('the runner has noticed', () => performance.now() - startedMs > 4_000)
    await proxy.set('pass')
    await until('all is applied', async () => (await countedEvents(side, name)) === 4, recoveryMs)
  })

  t.test(`recovers by itself when the ledger comes back after ${mode}`, async t => {
    const ground = await prepareReadSide(t)
    const { name } = ground.probe.projection
    const proxy = await createProxy(t, ground.ledgerUrl)
    const side = createReadSide(t, { ...ground, ledgerUrl: proxy.url })
    const other = createReadSide(t, ground)
    await side.start()
    await side.measure('a', [1, 2])
    await waitLive(side, ground)
    await proxy.set(mode)
    const startedMs = performance.now()
    await t.rejects(side.rowsInTime(name), { code: /^DECKLOG_/ })
    t.ok(performance.now() - startedMs < allowed(3_000))
    await other.measure('a', [3, 4])
    await until('the runner has noticed', () => performance.now() - startedMs > 4_000)
    await proxy.set('pass')
    await until('all is applied', async () => (await countedEvents(side, name)) === 4, recoveryMs)
  })
}
