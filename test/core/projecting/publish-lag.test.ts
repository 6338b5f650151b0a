import pg from 'pg'
import t from 'tap'
import { createLagMeter } from '../../../core/projecting/lag-meter.ts'
import { createProjectionBoard } from '../../../core/projecting/projection-board.ts'
import { createLagPublisher } from '../../../core/projecting/publish-lag.ts'
import { addGeneration, listGenerations } from '../../../core/readmodel/generations.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createProbe } from '../../support/probe.ts'
import {
  createReadSide,
  prepareReadSide,
  startReadSide,
  waitLive,
} from '../../support/read-side.ts'
import { silentLog } from '../../support/silent-log.ts'
import { until } from '../../support/until.ts'

t.test('who leads measures how far it is behind, and everybody knows', async t => {
  const ground = await prepareReadSide(t)
  const side = await startReadSide(t, ground)
  await side.measure('a', [1])
  await waitLive(side, ground)
  await until('it is measured', () => side.board.status()[0]?.lagEvents === 0)
  await side.stop()

  // Another process, which folds nothing and asks the ledger for nothing but its end.
  const watching = await startReadSide(t, ground)
  const clock = createFakeClock()
  const board = createProjectionBoard({
    ...watching,
    ledger: { head: () => watching.ledger.head() },
    projections: [ground.probe.projection],
    ...{ clock, log: silentLog },
  })
  t.teardown(() => board.close())
  await board.start()
  await until('it knows', async () => {
    await board.refresh()
    return board.status()[0]?.lagEvents === 0
  })
  t.match(board.health(), [{ state: 'ok' }])
  await watching.runner.stop()

  const tell = (lag: string): Promise<unknown> =>
    watching.database.query(`update projection_checkpoints set ${lag}`)
  await tell('lag_events = 101, lag_stuck = true, lag_measured_at = now()')
  await board.refresh()
  t.match(board.health(), [{ state: 'failing', reason: /has not moved for 30 s/ }])

  await tell(`lag_stuck = false, lag_measured_at = now() - interval '31 seconds'`)
  await board.refresh()
  t.match(board.health(), [{ state: 'ok' }], 'a process that has just begun waits for who leads')
  t.match(board.status(), [{ lagEvents: null, lagSeconds: null }])
  await clock.advance(30_000)
  t.match(board.health(), [{ state: 'failing', reason: 'nobody has led it for 30 s' }])
})

t.test(
  'a checkpoint that is held by a batch is told of after it, and nobody waits for it',
  async t => {
    const ground = await prepareReadSide(t)
    const { database, ledger } = createReadSide(t, ground)
    const projections = [ground.probe.projection, createProbe().projection]
    for (const one of projections)
      await database.withTransaction(client => addGeneration(client, one))
    const told = async (): Promise<readonly string[]> =>
      (await listGenerations(database)).filter(one => one.lag).map(one => one.projection)
    const clock = createFakeClock()
    const waits: unknown[] = []
    const query: typeof database.query = (text, values) => {
      if (!text.includes('skip locked')) waits.push(values?.[0])
      return database.query(text, values)
    }
    const publisher = createLagPublisher({
      ...{ database: { query }, clock, log: silentLog },
      meter: createLagMeter({ ledger, clock }),
      board: {
        head: () => 7n,
        status: () =>
          projections.map(({ name, version }) => ({
            ...{ name, version, generation: 1, state: 'live', position: 7n },
            ...{ lagEvents: null, lagSeconds: null, parked: 0 },
          })),
      },
    })
    const { signal } = new AbortController()
    const look = async (): Promise<void> => {
      await Promise.all(projections.map(one => publisher.lead(one, signal)))
    }
    await until('both are told of', async () => {
      await look()
      return (await told()).length === 2
    })
    const [held, free] = projections.map(({ name }) => name)
    await database.query('update projection_checkpoints set lag_measured_at = null')
    waits.length = 0
    // A connection of its own, which nothing gives up on however slow the machine is.
    const batch = new pg.Client(ground.databaseUrl)
    await batch.connect()
    t.teardown(() => batch.end())
    await batch.query('begin')
    await batch.query(
      'update projection_checkpoints set events = events + 1 where projection = $1',
      [held],
    )
    const looking = look()
    await until('the other is told of', async () => (await told()).length > 0)
    t.strictSame(await told(), [free])
    await batch.query('commit')
    await looking
    t.match(waits[0], [held], 'it alone is waited for, by itself')
    // On a slow machine that may have been given up before the batch had ended.
    await until('both are told of again', async () => {
      await look()
      return (await told()).length === 2
    })
  },
)
