import { NEVER, Subject } from 'rxjs'
import t from 'tap'
import { systemClock } from '../../../core/clock.ts'
import { createProjectionBoard } from '../../../core/projecting/projection-board.ts'
import type { Change } from '../../../core/readmodel/changes.ts'
import {
  createReadSide,
  prepareReadSide,
  startReadSide,
  waitLive,
} from '../../support/read-side.ts'
import { silentLog } from '../../support/silent-log.ts'

t.test('finds out by looking when no notification comes', async t => {
  const ground = await prepareReadSide(t)
  const { projection } = ground.probe
  const side = createReadSide(t, ground)
  const board = createProjectionBoard({
    ...side,
    projections: [projection],
    changes: { ...side.changes, changes$: NEVER, positions$: NEVER, connected$: NEVER },
    clock: systemClock,
    log: silentLog,
  })
  t.teardown(() => board.close())
  await board.start()
  await side.start()
  await waitLive(side, ground)
  const position = await side.measure('a', [1])
  t.equal(await board.waitFor([projection.name], position, 60_000), true)
  t.match(board.status(), [{ state: 'live', generation: 1 }])
})

t.test('forgets what it heard before its connection broke', async t => {
  const ground = await prepareReadSide(t)
  const { projection } = ground.probe
  const side = await startReadSide(t, ground)
  const positions$ = new Subject<Change>()
  const connected$ = new Subject<unknown>()
  const board = createProjectionBoard({
    ...side,
    projections: [projection],
    changes: { ...side.changes, positions$, connected$ },
    clock: systemClock,
    log: silentLog,
  })
  t.teardown(() => board.close())
  await board.start()
  const lost = (await side.ledger.head()) + 1_000_000n
  positions$.next({ topic: projection.name, position: lost })
  t.equal(await board.waitFor([projection.name], lost, 0), true)
  connected$.next(undefined)
  t.equal(await board.waitFor([projection.name], lost, 0), false)
})
