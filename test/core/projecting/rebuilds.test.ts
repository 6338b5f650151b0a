import t from 'tap'
import { rebuildProjection } from '../../../core/projecting/projection-operations.ts'
import { plainViewName } from '../../../core/readmodel/read-model.ts'
import { createOperator } from '../../support/operator.ts'
import {
  createReadSide,
  prepareReadSide,
  startReadSide,
  waitLive,
} from '../../support/read-side.ts'
import { until } from '../../support/until.ts'

t.test('replaces a table whose columns stand in another order', async t => {
  const ground = await prepareReadSide(t)
  const old = await startReadSide(t, ground)
  await old.measure('a', [1, 2])
  await waitLive(old, ground)
  await old.stop()

  const { projection } = ground.probe
  const columns = Object.fromEntries(Object.entries(projection.columns).reverse())
  const reordered = { ...projection, columns: columns as typeof projection.columns }
  const probe = { ...ground.probe, projection: reordered }
  const side = await startReadSide(t, { ...ground, probe })
  t.equal(await rebuildProjection(side.database, reordered), 2)
  await until('it is read', () => side.board.status()[0]?.generation === 2)
  t.match(side.board.status(), [{ state: 'live', building: undefined }])
  await side.measure('a', [3])
  await waitLive(side, ground)
  t.match((await side.rows(projection.name)).rows, [{ events: 3, last_reading: 3, sensor: 'a' }])
})

t.test('says why a table cannot be read, and keeps the one before', async t => {
  const ground = await prepareReadSide(t)
  const { projection } = ground.probe
  const side = await startReadSide(t, ground)
  await side.measure('a', [1])
  await waitLive(side, ground)
  const operator = await createOperator(t, side)
  // Somebody put a table where the view was: nothing that another try would mend.
  const view = plainViewName(projection)
  await side.database.query(`drop view ${view}`)
  await side.database.query(`create table ${view} as select * from ${view}_1`)
  const path = `/api/v1/projections/${projection.name}/rebuild`
  t.match(await operator.post(path), { status: 202, body: { generation: 2 } })
  const building = () => side.board.status()[0]?.building
  await until('it says why', () => building()?.problem !== undefined)
  t.match(building()?.problem, /^DECKLOG_PLUGIN_INVALID: .* cannot be read: .*is not a view/)
  t.match(side.board.status(), [{ generation: 1, state: 'live', building: { generation: 2 } }])

  await side.database.query(`drop table ${view}`)
  t.match(await operator.post(path), { status: 202, body: { generation: 3 } })
  await until('it is read', () => side.board.status()[0]?.generation === 3)
  t.match((await side.rows(projection.name)).rows, [{ events: 1 }])
})

t.test('builds once, however many ask at the same time', async t => {
  const ground = await prepareReadSide(t)
  const { projection } = ground.probe
  const side = await startReadSide(t, ground)
  await side.stop()
  // Nobody leads, and nobody ever has: there is no lease to hold on to.
  const asking = createReadSide(t, ground)
  await asking.database.query('delete from leases')
  const ask = (): Promise<number> => rebuildProjection(asking.database, projection)
  t.strictSame(new Set(await Promise.all(Array.from({ length: 8 }, ask))), new Set([2]))
  const tables = await asking.database.query('select from projection_generations')
  t.equal(tables.length, 2)
})

t.test('one that is asked for anew takes the place of one that is being built', async t => {
  const ground = await prepareReadSide(t)
  const { projection } = ground.probe
  const side = await startReadSide(t, ground)
  await side.measure('a', [1, 2])
  await waitLive(side, ground)
  await side.stop()
  const asking = createReadSide(t, ground)
  t.equal(await rebuildProjection(asking.database, projection), 2)
  t.equal(await rebuildProjection(asking.database, projection), 2)
  t.equal(
    await rebuildProjection(asking.database, projection, 'anew'),
    3,
    'not what was begun before',
  )
  const next = await startReadSide(t, ground)
  await until('the newest is read, and the others are gone', async () => {
    await next.board.refresh()
    const [only, ...others] = next.board.generations()
    return only?.generation === 3 && only.live && others.length === 0
  })
  t.match((await next.rows(projection.name)).rows, [{ events: 2, sensor: 'a' }])
})
