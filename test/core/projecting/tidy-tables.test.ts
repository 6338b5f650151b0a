import t from 'tap'
import { prepareReadSide, startReadSide, type ReadSide } from '../../support/read-side.ts'
import { until } from '../../support/until.ts'

async function versions(side: ReadSide): Promise<readonly number[]> {
  await side.board.refresh()
  return [...new Set(side.board.generations().map(({ version }) => version))]
}

t.test(
  'drops an older version once it is folded by nobody and its successor has been read for a day',
  async t => {
    const ground = await prepareReadSide(t)
    const { projection } = ground.probe
    const version = (number: number): typeof ground => {
      return {
        ...ground,
        probe: { ...ground.probe, projection: { ...projection, version: number } },
      }
    }
    const first = await startReadSide(t, version(1))
    await first.measure('a', [1])
    const second = await startReadSide(t, version(2))
    t.same(await versions(second), [1, 2], 'both are read while a deploy rolls')

    const age = `update projection_generations set live_since = now() - interval '25 hours' where version = 2`
    await second.database.query(age)
    await second.stop()
    const again = await startReadSide(t, version(2))
    t.same(await versions(again), [1, 2], 'an older process still folds its own')

    await again.stop()
    await first.stop()
    const last = await startReadSide(t, version(2))
    await until('it is dropped', async () => (await versions(last)).length === 1)
    t.same(await versions(last), [2])
    t.match((await last.rows(projection.name)).rows, [{ _key: 'a', events: 1 }])
    await t.rejects(last.database.query(`select from ${projection.name}_v1`), { code: '42P01' })
  },
)
