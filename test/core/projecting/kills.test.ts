import t from 'tap'
import { foldEvents } from '../../../core/projecting/fold.ts'
import type { Projection } from '../../../core/projection.ts'
import type { Recorded } from '../../../core/event.ts'
import { startProjector } from '../../support/projector.ts'
import { createReadSide, prepareReadSide, waitLive } from '../../support/read-side.ts'
import { until } from '../../support/until.ts'
import { allowed } from '../../support/rounds.ts'

const sensors = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

t.test(
  'equals a fresh fold after projectors were killed at work',
  { timeout: allowed(100_000) },
  async t => {
    const ground = await prepareReadSide(t)
    const { type } = ground.probe
    const projection: Projection = ground.probe.projection
    const side = createReadSide(t, ground)
    await side.board.start()
    const leader = await startProjector(t, ground)
    const standby = await startProjector(t, ground)
    let appended = 0
    let writing = true
    const write = async (sensor: string): Promise<void> => {
      while (writing) {
        await side.measure(sensor, [appended, appended + 1])
        appended += 2
      }
    }
    const folded = async (): Promise<number> => {
      const [row] = await side.database.query<{ position: number }>(
        'select coalesce(max(position), 0) as position from projection_checkpoints',
      )
      return row?.position ?? 0
    }
    const writers = sensors.map(write)
    const killed: number[] = []
    for (const victim of [leader, standby]) {
      await until('the table moves', async () => (await folded()) > 0)
      const before = await folded()
      await until('the table moves on', async () => (await folded()) > before, allowed(15_000))
      victim.kill('SIGKILL')
      killed.push(await folded())
      if (victim === leader) {
        const startedMs = performance.now()
        await until(
          'the standby leads',
          async () => (await folded()) > (killed[0] ?? 0),
          allowed(15_000),
        )
        t.ok(performance.now() - startedMs < allowed(10_000), 'takes over within 10 s')
      }
    }
    writing = false
    await Promise.all(writers)
    await startProjector(t, ground)
    const head = await side.barrier.raise()
    t.equal(await side.board.waitFor([projection.name], head, allowed(20_000)), true)

    const events: Recorded[] = []
    for await (const stored of side.ledger.readAll())
      if (stored.type === type) events.push(side.catalog.decode(stored))
    t.equal(events.length, appended)
    const { rows } = await side.rows(projection.name)
    t.strictSame(
      rows.map(({ _key, ...row }) => [_key, row]),
      [...foldEvents(projection, events)].sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  },
)

t.test('lets one of two lead, and the other follow its positions', async t => {
  const ground = await prepareReadSide(t)
  const { name } = ground.probe.projection
  const sides = [createReadSide(t, ground), createReadSide(t, ground)]
  for (const side of sides) await side.start()
  for (const side of sides) await waitLive(side, ground)
  const [first, second] = sides
  await first?.measure('a', [1, 2, 3])
  t.match((await second?.rows(name))?.rows, [{ events: 3 }])
  t.match((await first?.rows(name))?.rows, [{ events: 3 }])
})
