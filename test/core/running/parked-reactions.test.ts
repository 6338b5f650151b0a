import t from 'tap'
import { createStandings } from '../../../core/running/parked-reactions.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

t.test('standings are read once for all who ask within a while', async t => {
  let asked = 0
  const clock = createFakeClock()
  const query = async (): Promise<readonly object[]> => {
    asked += 1
    return [{ plugin: 'tank', position: String(asked), missed: null, parked: 0, retrying: 0 }]
  }
  const standings = createStandings({ query } as never, clock)
  const all = await Promise.all([1, 2, 3].map(() => standings.recent(500)))
  t.strictSame([asked, all.map(([first]) => first?.position)], [1, [1n, 1n, 1n]])
  await clock.advance(499)
  t.match(await standings.recent(500), [{ position: 1n }])
  await clock.advance(1)
  t.match(await standings.recent(500), [{ position: 2n }])
  t.match(await standings.read(), [{ position: 3n }], 'who must know it as it is now, asks')
  t.match(await standings.recent(500), [{ position: 3n }])
})

t.test('standings that could not be read are asked for again', async t => {
  let down = true
  const query = async (): Promise<readonly object[]> => {
    if (down) throw new Error('no server')
    return []
  }
  const standings = createStandings({ query } as never, createFakeClock())
  await t.rejects(standings.recent(500), { message: 'no server' })
  down = false
  t.strictSame(await standings.recent(500), [])
})
