import t from 'tap'
import { createProjectionBoard } from '../../../core/projecting/projection-board.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { prepareReadSide, startReadSide, waitLive } from '../../support/read-side.ts'
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
