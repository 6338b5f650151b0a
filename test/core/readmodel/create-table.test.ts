import t from 'tap'
import { until } from '../../support/until.ts'
import {
  createReadSide,
  prepareReadSide,
  startReadSide,
  waitLive,
} from '../../support/read-side.ts'
import type { ReadSide } from '../../support/read-side.ts'

async function indexesOf({ database }: ReadSide): Promise<readonly string[]> {
  const rows = await database.query<{ of: string }>(
    `select substring(indexdef from '\\((.*)\\)') as of from pg_indexes where tablename like '%\\_v1\\_1'`,
  )
  return rows.map(({ of }) => of).sort()
}

void t.test('a table that is read has the indexes of its projection', async t => {
  const ground = await prepareReadSide(t)
  const projection = { ...ground.probe.projection, indexes: [['last_reading', '_key']] }
  const side = await startReadSide(t, { ...ground, projections: [projection] })
  t.strictSame(await indexesOf(side), ['_key', '_position', 'last_reading, _key'])
})

void t.test('a table gets the indexes that were declared since, with no new version', async t => {
  const ground = await prepareReadSide(t)
  const old = await startReadSide(t, ground)
  await old.measure('a', [1, 2])
  await waitLive(old, ground)
  t.strictSame(await indexesOf(old), ['_key', '_position'])
  await old.stop()

  const projection = {
    ...ground.probe.projection,
    indexes: [['events'], ['last_reading', '_key']],
    sparse: ['note'],
  }
  const side = createReadSide(t, { ...ground, projections: [projection] })
  await side.start()
  await until('it has its indexes', async () => (await indexesOf(side)).length === 5)
  t.strictSame(await indexesOf(side), [
    '_key',
    '_key) WHERE (note IS NOT NULL',
    '_position',
    'events',
    'last_reading, _key',
  ])
  t.match((await side.rows(projection.name)).rows, [{ events: 2 }])
  t.equal(side.board.generations().length, 1, 'it was not built anew')
  await side.stop()
  const again = await startReadSide(t, { ...ground, projections: [projection] })
  t.equal((await indexesOf(again)).length, 5, 'it lacks none')
})
