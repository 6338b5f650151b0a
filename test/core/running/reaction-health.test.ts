import { Registry } from 'prom-client'
import t from 'tap'
import { ReactionHealth } from '../../../core/running/reaction-health.ts'
import { createStandings } from '../../../core/running/parked-reactions.ts'
import { createPluginMetrics } from '../../../core/running/plugin-metrics.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { silentLog } from '../../support/silent-log.ts'
import { until } from '../../support/until.ts'

t.test('what was looked at before an event was set aside hides it from nobody', async t => {
  let parked = 0
  const answers: (() => void)[] = []
  const query = (): Promise<readonly object[]> => {
    const rows = [{ plugin: 'tank', position: '7', missed: null, parked }]
    return new Promise(resolve => answers.push(() => resolve(rows)))
  }
  const clock = createFakeClock()
  const health = new ReactionHealth('tank', {
    ...{ standings: createStandings({ query } as never, clock), clock, log: silentLog },
    metrics: createPluginMetrics(new Registry()),
  })
  const before = health.refresh()
  parked = 1
  const after = health.refresh()
  let haveCome = false
  const both = Promise.all([before, after]).then(() => (haveCome = true))
  await until('both have come', () => {
    // The latest question is answered first, as a pool of connections may do.
    for (const answer of answers.splice(0).toReversed()) answer()
    return haveCome
  })
  await both
  t.match(health.items(), [{ state: 'degraded', reason: '1 event is set aside.' }])
})
