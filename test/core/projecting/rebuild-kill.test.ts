import t from 'tap'
import { rebuildProjection } from '../../../core/projecting/projection-operations.ts'
import { verifyProjection } from '../../../core/projecting/verify-projection.ts'
import { type Generation, listGenerations } from '../../../core/readmodel/generations.ts'
import { emptyList } from '../../support/empty-list.ts'
import { startProjector } from '../../support/projector.ts'
import { createReadSide, prepareReadSide } from '../../support/read-side.ts'
import { until } from '../../support/until.ts'

const sensors = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

t.test('goes on with a rebuild after the projector was killed', { timeout: 480_000 }, async t => {
  const ground = await prepareReadSide(t)
  const { projection } = ground.probe
  const side = createReadSide(t, ground)
  await side.board.start()
  const readings = Array.from({ length: 500 }, (_, index) => index)
  for (let round = 0; round < 8; round += 1)
    for (const sensor of sensors) await side.measure(sensor, readings)
  const projector = await startProjector(t, ground)
  await until('it is live', () => side.board.status()[0]?.state === 'live', 120_000)
  const rebuilt = async (): Promise<Generation | undefined> =>
    (await listGenerations(side.database)).find(one => one.generation === 2)
  t.equal(await rebuildProjection(side.database, projection), 2)
  await until('some of it is built', async () => ((await rebuilt())?.position ?? 0n) > 0n, 120_000)
  projector.kill('SIGKILL')
  const left = await rebuilt()
  t.match(left, { live: false })
  const view = side.host.view(projection.name)
  let empty = 0
  const look = async (): Promise<void> => {
    if ((await side.database.query(`select from ${view} limit 1`)).length === 0) empty += 1
  }
  await startProjector(t, ground)
  const meanwhile = await side.measure('a', [1])
  t.ok(await side.board.waitFor([projection.name], meanwhile, 60_000), 'live traffic goes on')
  await until(
    'it goes on',
    async () => {
      await look()
      return (await rebuilt())?.live === true
    },
    120_000,
  )
  await look()
  t.equal(empty, 0, 'readers never see it empty')
  t.equal((await rebuilt())?.events, 32_001, 'no event twice')
  t.match(await verifyProjection(side, projection), { events: 32_001, differences: emptyList })
})
